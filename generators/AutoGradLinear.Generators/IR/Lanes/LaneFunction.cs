
namespace AutoGradLinear.Generators.IR.Lanes;

/// <summary>A function of one example as a function of as many examples as a vector has lanes.</summary>
/// <param name="Before">What is the same for all examples, and memory: assigned once, before the first round.</param>
/// <param name="Round">
/// What is done for some examples. It reads the parameters of the batch form and what <paramref name="Before"/> assigns, and leaves the losses in <see cref="BatchNames.Losses"/>.
/// </param>
/// <param name="LeastClasses">The number of scores that the source reads in any case: with fewer it throws.</param>
internal sealed record LaneFunction(EquatableArray<Statement> Before, EquatableArray<Statement> Round, int LeastClasses);

/// <summary>The parameters and variables of every batch form, under the names that they have in generated code.</summary>
internal static class BatchNames
{
    public const string Scores = "scores";
    public const string Directions = "directions";
    public const string Stride = "stride";
    public const string Targets = "targets";
    public const string Weights = "exampleWeights";
    public const string ScoresGradient = "scoresGradient";
    public const string Products = "products";
    public const string Classes = "classes";
    public const string Example = "example";
    public const string Done = "done";
    public const string Sum = "batchLoss";
    public const string Labels = "labels";
    public const string Losses = "losses";

    /// <summary>The number of elements of a row of classes.</summary>
    public static readonly Variable ClassCount = new(Classes, IrType.Int);

    /// <summary>The first example of a round.</summary>
    public static readonly Variable FirstExample = new(Example, IrType.Int);

    /// <summary>The distance between the elements of two classes.</summary>
    public static readonly Variable RowStride = new(Stride, IrType.Int);

    /// <summary>The name of the block that each parameter of a derivative stands for: an example's score and target are elements of blocks, too.</summary>
    public static IReadOnlyDictionary<Variable, string> Blocks(Function derivative, bool isSecond)
    {
        string[] inputs = [Scores, Targets, Directions];
        return derivative.Parameters
            .Select((parameter, i) => (parameter.Variable, Name: parameter.Role == ParameterRole.Input ? inputs[i] : SinkOf(isSecond)))
            .ToDictionary(pair => pair.Variable, pair => pair.Name);
    }

    /// <summary>The block that a derivative is written to, whether it is a row of the function or a result.</summary>
    public static string SinkOf(bool isSecond) => isSecond ? Products : ScoresGradient;

    public static readonly string[] All =
        [Scores, Directions, Stride, Targets, Weights, ScoresGradient, Products, Classes, Example, Done, Sum, Labels, Losses];

    /// <summary>The losses of the examples of a round.</summary>
    public static Variable LossesOf(LanesType lanes) => new(Losses, lanes);
}
