namespace AutoGradLinear.Generators.IR;

/// <summary>The declaration of a type that is to be continued in generated code, outermost first.</summary>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="Headers">For each nesting level what a partial part needs: <c>partial record struct Hinge&lt;T&gt;</c>.</param>
/// <param name="FullName">The fully qualified C# name with its type parameters: <c>global::Ns.Outer.Hinge&lt;T&gt;</c>.</param>
/// <param name="HintName">What generated files of this type are named after, from the metadata name: <c>Ns.Outer.Hinge_1</c>.</param>
internal sealed record TypeShell(string Namespace, EquatableArray<string> Headers, string FullName, string HintName);

/// <summary>A parameter as its method declares it.</summary>
/// <param name="Name">The name, with <c>@</c> where it is a keyword.</param>
/// <param name="TypeText">The type as C# text, <c>global::</c>-qualified.</param>
/// <param name="Modifier"><c>in</c>, <c>ref readonly</c>, <c>scoped</c>, or empty.</param>
/// <param name="Aggregate">For a struct, tuple or record, what it is made of.</param>
internal sealed record ParameterShell(string Name, string TypeText, string Modifier = "", AggregateShell? Aggregate = null);

/// <summary>A parameter that is made of others.</summary>
/// <param name="Leaves">The function's own parameters that stand for its members.</param>
/// <param name="Construction">How C# makes one, with a placeholder for each leaf.</param>
internal sealed record AggregateShell(EquatableArray<LeafShell> Leaves, string Construction)
{
    public static string Placeholder(int leaf) => $"${leaf}$";
}

/// <summary>A member of a parameter: the variable that stands for it, and its path, <c>Center.X</c>.</summary>
internal sealed record LeafShell(Variable Variable, string Path);

/// <summary>The declaration of the method that is differentiated.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Accessibility"><c>public</c>, <c>internal</c>, <c>private protected</c>, …</param>
/// <param name="TypeParameters"><c>&lt;T, U&gt;</c> or empty.</param>
/// <param name="Constraints">The constraint clauses, one each.</param>
/// <param name="ReturnTypeText">The type of the result as C# text.</param>
/// <param name="DocumentationId">What a generated <c>see cref</c> points at.</param>
/// <param name="OverloadSuffix">Empty, or what tells the hint names of overloads apart.</param>
internal sealed record MethodShell(
    string Name,
    string Accessibility,
    bool IsStatic,
    bool IsReadOnly,
    string TypeParameters,
    EquatableArray<string> Constraints,
    EquatableArray<ParameterShell> Parameters,
    string ReturnTypeText,
    string DocumentationId,
    string OverloadSuffix)
{
    /// <summary>What readers call the variable of a parameter, or of a member of one: <c>center.X</c>.</summary>
    public string NameOf(Variable variable)
        => Parameters.SelectMany(shell => shell.Aggregate is { } aggregate ? aggregate.Leaves.Where(leaf => leaf.Variable == variable).Select(leaf => $"{shell.Name}.{leaf.Path}") : [])
            .FirstOrDefault() ?? variable.Name;
}

/// <summary>Why a method is differentiated.</summary>
internal enum TargetKind
{
    /// <summary><c>[Differentiable]</c>.</summary>
    Function,

    /// <summary>The <c>Value</c> of a <c>[Loss]</c>.</summary>
    Loss,

    /// <summary>The <c>Value</c> of a <c>[Penalty]</c>.</summary>
    Penalty,
}

/// <summary>The members that are asked for, with the values of the runtime's <c>Derivatives</c>.</summary>
[Flags]
internal enum WantedMembers
{
    None = 0,
    Pullback = 1,
    Pushforward = 2,
    HessianVectorProduct = 4,
    Hessian = 8,
    HessianDiagonal = 16,
    Jacobian = 32,
    Value = 64,

    /// <summary>Those that differentiate a derivative.</summary>
    SecondOrder = HessianVectorProduct | Hessian | HessianDiagonal,
}

/// <summary>A hyperparameter of a positional record struct: the name of its parameter and its C# type keyword.</summary>
internal sealed record Hyperparameter(string Name, string TypeText);

/// <summary>Everything that the later rooms know of one annotated method. Equal source gives equal targets, wherever the method stands in its file.</summary>
/// <param name="Wanted">What is generated beside <c>FWithGradient</c>.</param>
/// <param name="Hyperparameters">For losses and penalties that a list of numbers can restore; otherwise null.</param>
/// <param name="LinkMethod">The name of the method marked <c>[Link]</c>, or null.</param>
/// <param name="Module">The method and the helpers that were followed, in surface form.</param>
/// <param name="NamePlace">The method's name in its declaration.</param>
/// <param name="Places">
/// The places of all applications in the module. Applications are equal wherever they stand; targets are not, so that a message never
/// shows an old place.
/// </param>
/// <param name="IsRewritten">Whether formulas may be computed in a stabler form.</param>
internal sealed record Target(
    TargetKind Kind,
    TypeShell Type,
    MethodShell Method,
    WantedMembers Wanted,
    EquatableArray<Hyperparameter>? Hyperparameters,
    string? LinkMethod,
    Module Module,
    Place NamePlace = default,
    EquatableArray<Place> Places = default,
    bool IsRewritten = true)
{
    /// <summary>Whether it is a loss of one score per class and of a class index.</summary>
    public bool IsOverClasses => Kind == TargetKind.Loss && Module.Entry.Parameters[0].Variable.Type is ArrayType && Method.Parameters[1].TypeText == "int";

    /// <summary>Whether it is a loss of many examples too: of class indices, or of one score and a number.</summary>
    public bool HasBatchForm => IsOverClasses
        || (Kind == TargetKind.Loss && Module.Entry.Parameters.Count == 2 && Module.Entry.Parameters.All(parameter => parameter.Variable.Type is RealType));

    /// <summary>Whether it has second derivatives, if it is smooth: a penalty, or a loss of many examples.</summary>
    public bool HasCurvature => Kind == TargetKind.Penalty || HasBatchForm;
}

/// <summary>A class marked <c>[LinearClassifier]</c>.</summary>
/// <param name="ClassName">The name of the class, with <c>@</c> where it is a keyword.</param>
/// <param name="RealType">The real type of the loss, as C# text.</param>
/// <param name="LossType">The loss as C# text.</param>
/// <param name="PenaltyType">The penalty as C# text.</param>
/// <param name="LossHasHyperparameters">Whether the loss can be made from its hyperparameters.</param>
/// <param name="PenaltyHasHyperparameters">Whether the penalty can be made from its hyperparameters.</param>
/// <param name="LinkMethod">The loss's method that turns scores into probabilities, or null.</param>
/// <param name="IsBinary">Whether the loss has one score and a target −1 or +1.</param>
internal sealed record ClassifierTarget(
    TypeShell Type,
    string ClassName,
    string RealType,
    string LossType,
    string PenaltyType,
    bool LossHasHyperparameters,
    bool PenaltyHasHyperparameters,
    string? LinkMethod,
    bool IsBinary)
{
    /// <summary>Whether a file is enough to load a model.</summary>
    public bool CanRestore => LossHasHyperparameters && PenaltyHasHyperparameters;
}
