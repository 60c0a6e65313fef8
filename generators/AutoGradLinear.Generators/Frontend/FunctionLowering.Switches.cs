using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>A switch is a chain of conditions, tested in the order of the source, each only where those before it do not hold.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>A section that is jumped to stands where the jump was; more of them than this are no longer a switch but a machine.</summary>
    private const int MostJumps = 32;

    private readonly Stack<OpenSwitch> _switches = new();

    private sealed class OpenSwitch(ISwitchOperation operation)
    {
        public ISwitchOperation Operation => operation;

        /// <summary>The sections whose statements are being lowered, one jumped to from the other.</summary>
        public List<ISwitchCaseOperation> Path { get; } = [];

        public int Jumps { get; set; }
    }

    private void LowerSwitch(ISwitchOperation @switch)
    {
        bool needsCopy = @switch.Cases.SelectMany(section => section.Clauses)
            .Any(clause => clause is IPatternCaseClauseOperation pattern && (pattern.Guard is not null || HasDesignation(pattern.Pattern)));
        Expression? subject = LowerSubject(@switch.Value, needsCopy);
        _switches.Push(new OpenSwitch(@switch));
        if (subject is null)
        {
            foreach (ISwitchCaseOperation section in @switch.Cases)
                Capture(() => LowerSection(section));
        }
        else
        {
            _block.AddRange(Leaving.Remove(Capture(() => LowerSections(@switch.Cases, 0, subject)), _names));
        }

        _switches.Pop();
    }

    private void LowerSections(IReadOnlyList<ISwitchCaseOperation> sections, int index, Expression subject)
    {
        if (_depth >= DeepestNesting)
        {
            ReportTooDeep();
            return;
        }

        if (index == sections.Count)
        {
            if (sections.FirstOrDefault(IsDefault) is { } last)
                LowerSection(last);
            return;
        }

        // Labels beside "default" at the end select what is selected without them.
        ISwitchCaseOperation section = sections[index];
        if (IsDefault(section) && (section.Clauses.Length == 1 || index == sections.Count - 1))
        {
            LowerSections(sections, index + 1, subject);
            return;
        }

        Expression matches = new BooleanLiteral(false);
        foreach (ICaseClauseOperation clause in section.Clauses.Where(clause => clause is not IDefaultCaseClauseOperation))
            matches = ShortCircuit(isAnd: false, matches, () => LowerClause(clause, subject));
        if (matches is BooleanLiteral { Value: true })
        {
            LowerSection(section);
            return;
        }

        EquatableArray<Statement> then = Capture(() => LowerSection(section));
        _depth++;
        EquatableArray<Statement> @else = Capture(() => LowerSections(sections, index + 1, subject));
        _depth--;
        _block.Add(new If(matches, then, @else));
    }

    private static bool IsDefault(ISwitchCaseOperation section) => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation);

    private Expression LowerClause(ICaseClauseOperation clause, Expression subject)
    {
        switch (clause)
        {
            case ISingleValueCaseClauseOperation { Value: { } value } when LiteralOf(value, subject.Type) is { } literal:
                NoteEnum(value.Type, value);
                return literal switch
                {
                    BooleanLiteral { Value: true } => subject,
                    BooleanLiteral => Negate(subject),
                    RealLiteral { Value: double.NaN } => new Binary(BinaryOperator.NotEqual, subject, subject),
                    _ => new Binary(BinaryOperator.Equal, subject, literal),
                };
            case IPatternCaseClauseOperation pattern:
            {
                Expression matches = LowerPattern(pattern.Pattern, subject);
                return pattern.Guard is { } guard ? ShortCircuit(isAnd: true, matches, () => LowerValue(guard)) : matches;
            }

            default:
                return Refuse(clause, Ids.Switches);
        }
    }

    private void LowerSection(ISwitchCaseOperation section)
    {
        OpenSwitch open = _switches.Peek();
        open.Path.Add(section);
        LowerBlock(section.Body);
        open.Path.RemoveAt(open.Path.Count - 1);
    }

    /// <summary>Whether the jump leaves a switch.</summary>
    private bool LeavesSwitch(IBranchOperation branch)
        => _switches.Count > 0 && SymbolEqualityComparer.Default.Equals(_switches.Peek().Operation.ExitLabel, branch.Target);

    /// <summary>A jump to another section of the same switch: that section's statements, and then the end of the switch.</summary>
    private bool TryLowerCaseJump(IBranchOperation branch)
    {
        if (_switches.Count == 0)
            return false;
        OpenSwitch open = _switches.Peek();
        ISwitchCaseOperation? target = open.Operation.Cases.FirstOrDefault(section =>
            section.Clauses.Any(clause => SymbolEqualityComparer.Default.Equals(clause.Label, branch.Target)));
        bool isInLoop = branch.Syntax.Ancestors().TakeWhile(node => node != open.Operation.Syntax).Any(IsLoop);
        if (target is null || isInLoop || open.Path.Contains(target) || open.Jumps == MostJumps)
            return false;
        open.Jumps++;
        LowerSection(target);
        return true;
    }

    private static bool IsLoop(SyntaxNode node)
        => node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax;

    private Expression LowerSwitchExpression(ISwitchExpressionOperation @switch)
    {
        bool needsCopy = @switch.Arms.Any(arm => arm.Guard is not null || HasDesignation(arm.Pattern));
        Expression? subject = LowerSubject(@switch.Value, needsCopy);
        if (!@switch.IsExhaustive)
            Report(Ids.OpenSwitch, PlaceOf(KeywordOf(@switch)), Excerpt(@switch.Syntax));
        if (LowerAny(@switch.Type) is null)
        {
            RefuseType(@switch.Type, @switch);
            subject = null;
        }

        if (subject is not null && @switch.Arms.Length > 0)
            return LowerArms(@switch, 0, subject);
        foreach (ISwitchExpressionArmOperation arm in @switch.Arms)
            Capture(() => LowerValue(arm.Value));
        return Placeholder(@switch.Type);
    }

    private static SyntaxToken KeywordOf(ISwitchExpressionOperation @switch)
        => @switch.Syntax is SwitchExpressionSyntax syntax ? syntax.SwitchKeyword : @switch.Syntax.GetFirstToken();

    /// <summary>The arms from one on. The last one needs no test: nothing is left that it does not match.</summary>
    private Expression LowerArms(ISwitchExpressionOperation @switch, int index, Expression subject)
    {
        if (_depth >= DeepestNesting)
        {
            ReportTooDeep();
            return Placeholder(@switch.Type);
        }

        ISwitchExpressionArmOperation arm = @switch.Arms[index];
        Expression matches = LowerPattern(arm.Pattern, subject);
        if (arm.Guard is { } guard)
            matches = ShortCircuit(isAnd: true, matches, () => LowerValue(guard));
        if (index == @switch.Arms.Length - 1 || matches is BooleanLiteral { Value: true })
            return LowerValue(arm.Value);

        _depth++;
        Expression value = LowerChoice(matches, () => LowerValue(arm.Value), () => LowerArms(@switch, index + 1, subject), @switch);
        _depth--;
        return value;
    }

    /// <summary><c>condition ? then : else</c>; each arm is evaluated, with its side effects, only where it is chosen.</summary>
    private Expression LowerChoice(Expression condition, Func<Expression> lowerThen, Func<Expression> lowerElse, IOperation source)
    {
        Expression then = Always;
        Expression @else = Always;
        EquatableArray<Statement> thenEffects = Capture(() => then = lowerThen());
        EquatableArray<Statement> elseEffects = Capture(() => @else = lowerElse());
        if (!Fits(then.Type, @else.Type))
            return Refuse(source, Ids.Operators);
        if (then is not Bundle bundle)
        {
            if (thenEffects.IsEmpty && elseEffects.IsEmpty)
                return new Conditional(condition, then, @else);
            Variable chosen = Temporary("chosen", ArrayType.Common(then.Type, @else.Type));
            _block.Add(new If(condition, [.. thenEffects, new Assign(chosen, then)], [.. elseEffects, new Assign(chosen, @else)]));
            return new Use(chosen);
        }

        Bundle result = Temporaries("chosen", bundle.Aggregate);
        EquatableArray<Statement> thenArm = [.. thenEffects, .. Capture(() => AssignAll(result, then))];
        EquatableArray<Statement> elseArm = [.. elseEffects, .. Capture(() => AssignAll(result, @else))];
        _block.Add(new If(condition, thenArm, elseArm));
        return result;
    }
}
