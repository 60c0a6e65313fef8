using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>
/// The diagonal of a Hessian that has nothing else: second derivatives join no two elements, so that the product with a row of ones is the diagonal. Gradient and diagonal take one sweep.
/// </summary>
internal sealed partial class Matrices
{
    private const string Direction = "Direction";
    private const string Diagonals = "HessianDiagonal";

    /// <summary>Whether a function is differentiated with respect to rows only.</summary>
    private static bool IsOfRows(Function core) => core.Parameters.All(parameter => !parameter.IsDifferentiated || parameter.Variable.Type is ArrayType);

    private static Module SeparateDiagonal(Module core)
    {
        Seeding seeding = SecondOrder.Seeding(1, (parameter, _) => new Seed(parameter.Name + Direction), (name, _) => name + Diagonals) with { AreSpans = true };
        Module module = SecondOrder.WithGradient(core, seeding);
        Function entry = module.Entry;
        var directions = entry.Parameters.Where(parameter => parameter.Role == ParameterRole.Input && parameter.Shadows is { } source && parameter.Variable.Name == source.Name + Direction).ToList();
        EquatableArray<Statement> body = new Ones([.. directions.Select(direction => direction.Variable)]).Rewrite(entry.Body);
        HashSet<Variable> used = [.. body.AllExpressions().SelectMany(expression => expression.Uses())];
        IEnumerable<Statement> ones = directions.Where(direction => used.Contains(direction.Variable)).SelectMany(direction => new Statement[]
        {
            new Allocate(direction.Variable, new Length(new Use(direction.Shadows!))),
            new Fill(new Use(direction.Variable), Algebra.Real(1, ((ArrayType)direction.Variable.Type).Scalar)),
        });
        return module with
        {
            Entry = entry with
            {
                Name = core.Entry.Name + Diagonals,
                Parameters = entry.Parameters.Where(parameter => !directions.Contains(parameter)).ToEquatableArray(),
                Body = [.. ones, .. body],
            },
        };
    }

    /// <summary>An element of a row of ones. Where there is none, the element of the parameter that stands beside it throws as well.</summary>
    private sealed class Ones(HashSet<Variable> directions) : Rewriter
    {
        public override Expression Rewrite(Expression expression)
            => expression is Element { Type: RealType } element && element.Array.Roots().All(root => root is Use use && directions.Contains(use.Variable))
                ? Algebra.Real(1, element.Type)
                : base.Rewrite(expression);
    }
}
