using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>What the holes of a pattern stand for, and the applications in the source that it was found in.</summary>
internal sealed class Matching
{
    private readonly IReadOnlyDictionary<Variable, Expression> _definitions;
    private readonly Dictionary<Variable, Expression> _holes;
    private readonly List<Site> _sites;

    private Matching(IReadOnlyDictionary<Variable, Expression> definitions, Dictionary<Variable, Expression> holes, List<Site> sites)
        => (_definitions, _holes, _sites) = (definitions, holes, sites);

    /// <summary>Where the pattern stands in the source: its outermost named function that the source has.</summary>
    public Site? Site => _sites.Count == 0 ? null : _sites[0];

    /// <summary>How the value is an instance of the pattern, or null where it is none.</summary>
    /// <param name="definitions">What variables were assigned: a pattern is found across the statements that compute its parts.</param>
    public static Matching? Of(Pattern pattern, Expression value, IReadOnlyDictionary<Variable, Expression> definitions)
    {
        var matching = new Matching(definitions, [], []);
        return matching.Match(pattern.Expression, value) ? matching : null;
    }

    /// <summary>The pattern with its holes filled, in the real type.</summary>
    public Expression Fill(Pattern pattern, IrType type) => Fill(pattern.Expression, type);

    private Expression Fill(Expression pattern, IrType type)
    {
        switch (pattern)
        {
            case Use hole:
                return _holes[hole.Variable];
            case RealLiteral literal:
                return literal with { Type = type };
            case Apply apply:
                return new Apply(apply.Function, apply.Arguments.Select(argument => Fill(argument, type)).ToEquatableArray(), type, Site: Site);
            case Unary { Operator: UnaryOperator.Negate } negate:
            {
                // A number that was negated before is at hand.
                Expression operand = Fill(negate.Operand, type);
                return Resolve(operand) is Unary { Operator: UnaryOperator.Negate, Operand: var inner } ? inner : Algebra.Negate(operand);
            }

            default:
                return pattern.MapParts(part => Fill(part, type)) switch
                {
                    Binary { Operator: BinaryOperator.Multiply } product => Algebra.Multiply(product.Left, product.Right),
                    Binary { Operator: BinaryOperator.Subtract } difference => Algebra.Subtract(difference.Left, difference.Right),
                    Binary { Operator: BinaryOperator.Add } sum => Algebra.Add(sum.Left, sum.Right),
                    var other => other,
                };
        }
    }

    private Expression Resolve(Expression value) => value is Use use && _definitions.TryGetValue(use.Variable, out Expression? definition) ? definition : value;

    private bool Match(Expression pattern, Expression value)
    {
        switch (pattern)
        {
            case Use hole when _holes.TryGetValue(hole.Variable, out Expression? filled):
                return filled.Equals(value);
            case Use hole:
                _holes.Add(hole.Variable, value);
                return value.IsAtom();
            case RealLiteral literal:
                return value is RealLiteral { Value: var constant } && constant == literal.Value;
        }

        return (pattern, Resolve(value)) switch
        {
            (Apply wanted, Apply { Type: RealType, External: null } found) when wanted.Function == found.Function => MatchArguments(wanted, found),
            (Unary { Operator: UnaryOperator.Negate } wanted, Unary { Operator: UnaryOperator.Negate, Type: RealType } found) => Match(wanted.Operand, found.Operand),
            (Binary wanted, Binary { Type: RealType } found) when wanted.Operator == found.Operator => MatchOperands(wanted, found),
            _ => false,
        };
    }

    private bool MatchArguments(Apply wanted, Apply found)
    {
        if (found.Site is { } site)
            _sites.Add(site);
        return wanted.Arguments.Count == found.Arguments.Count && wanted.Arguments.Select((argument, i) => Match(argument, found.Arguments[i])).All(isMatch => isMatch);
    }

    /// <summary>Sums and products match in either order.</summary>
    private bool MatchOperands(Binary wanted, Binary found)
    {
        var attempt = new Matching(_definitions, new Dictionary<Variable, Expression>(_holes), [.. _sites]);
        if (attempt.Match(wanted.Left, found.Left) && attempt.Match(wanted.Right, found.Right))
        {
            foreach (KeyValuePair<Variable, Expression> hole in attempt._holes)
                _holes[hole.Key] = hole.Value;
            _sites.Clear();
            _sites.AddRange(attempt._sites);
            return true;
        }

        return wanted.Operator is BinaryOperator.Add or BinaryOperator.Multiply && Match(wanted.Left, found.Right) && Match(wanted.Right, found.Left);
    }
}
