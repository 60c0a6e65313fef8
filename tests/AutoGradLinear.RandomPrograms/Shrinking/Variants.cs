using System.Collections.Immutable;
using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Shrinking;

/// <summary>The programs that are one step smaller. Not all of them are C#: the compiler tells.</summary>
internal static class Variants
{
    private static readonly Dictionary<Kind, Expression[]> Leaves = new()
    {
        [Kind.Real] = [Code.Real($"x"), Code.Real($"0.5"), Code.Real($"0")],
        [Kind.Single] = [Code.Single($"0.5f")],
        [Kind.Whole] = [Code.Whole($"0"), Code.Whole($"1")],
        [Kind.Truth] = [Code.Truth($"true"), Code.Truth($"false")],
    };

    public static IEnumerable<RandomProgram> Of(RandomProgram program)
        => WithoutPoints(program)
            .Concat(WithoutParameters(program))
            .Concat(Of(program.Members).Select(members => program with { Members = (Block)members }))
            .Concat(Of(program.Body).Select(body => program with { Body = (Block)body }));

    private static IEnumerable<RandomProgram> WithoutPoints(RandomProgram program)
        => program.Points < 2
            ? []
            : Enumerable.Range(0, program.Points).Select(point => program with
            {
                Parameters = [.. program.Parameters.Select(parameter => parameter with { Arguments = [parameter.Arguments[point]] })],
            });

    private static IEnumerable<RandomProgram> WithoutParameters(RandomProgram program)
        => program.Parameters.Length < 2
            ? []
            : Enumerable.Range(0, program.Parameters.Length).Select(i => program with { Parameters = program.Parameters.RemoveAt(i) });

    private static IEnumerable<Node> Of(Node node)
    {
        IEnumerable<Node> own = node switch
        {
            Expression expression => PartsOf(expression),
            Block block => Without(block),
            _ => [],
        };
        return own.Concat(
            from i in Enumerable.Range(0, node.Parts.Length)
            where node.Parts[i] is Node
            from variant in Of((Node)node.Parts[i])
            select node.With(i, variant));
    }

    /// <summary>A part of the expression, or a leaf.</summary>
    private static IEnumerable<Node> PartsOf(Expression expression)
        => Descendants(expression).OfType<Expression>()
            .Where(part => part.Kind == expression.Kind)
            .Concat(Leaves.GetValueOrDefault(expression.Kind, []));

    /// <summary>Without one of its statements, or with the statements of a statement's blocks in its place.</summary>
    private static IEnumerable<Node> Without(Block block)
    {
        for (int i = 0; i < block.Parts.Length; i++)
        {
            if (block.Parts[i] is Statement { IsExit: true })
                continue;
            ImmutableArray<Part> rest = block.Parts.RemoveAt(i);
            yield return block with { Parts = rest };
            foreach (Block inner in ((Node)block.Parts[i]).Parts.OfType<Block>())
                yield return block with { Parts = rest.InsertRange(i, inner.Parts) };
        }
    }

    private static IEnumerable<Node> Descendants(Node node)
        => node.Parts.OfType<Node>().SelectMany(part => Descendants(part).Prepend(part));
}
