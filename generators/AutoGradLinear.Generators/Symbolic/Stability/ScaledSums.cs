using AutoGradLinear.Generators.IR;
using static AutoGradLinear.Generators.Symbolic.Algebra;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>
/// Computes sums of exponentials relative to their largest one where they are divided by or their logarithm is taken: S = Σ w e^z = e^m S′ with S′ = Σ w e^(z − m) and
/// m = max z. Then ln S = m + ln S′, and e^z / S = e^(z − m) / S′.
/// </summary>
/// <remarks>
/// The identities hold for every m. So m is a constant where derivatives are taken: what flows through it would cancel. Where no exponent is finite m is 0, and the sum is
/// what it is without it.
/// </remarks>
internal sealed class ScaledSums : Rewriter
{
    private readonly NameSupply _names;
    private readonly List<Restatement> _restated;
    private readonly Dictionary<Variable, Expression> _definitions;
    private readonly HashSet<Variable> _wanted = [];
    private readonly Maxima _maxima;

    /// <summary>Variables that hold a value divided by e^shift.</summary>
    private readonly Dictionary<Variable, Scaled> _scaled = [];

    private ScaledSums(Function function, List<Restatement> restated)
    {
        (_names, _restated, _definitions) = (new NameSupply(function), restated, function.AssignedValues());
        _maxima = Maxima.Of(function);
        foreach (Expression value in _definitions.Values)
        {
            if (value is Apply { Function: "Log", Type: RealType } logarithm)
                Want(logarithm.Arguments[0]);
            else if (value is Binary { Operator: BinaryOperator.Divide, Right: Use divisor, Type: RealType })
                _wanted.Add(divisor.Variable);
        }
    }

    /// <summary>The function with scaled sums; what was replaced is added to <paramref name="restated"/>.</summary>
    public static Function Run(Function function, List<Restatement> restated) => function with { Body = new ScaledSums(function, restated).Rewrite(function.Body) };

    public override Expression Rewrite(Expression expression)
        => expression is Use use ? (_scaled.TryGetValue(use.Variable, out Scaled? scaled) ? scaled.Value : use) : base.Rewrite(expression);

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        switch (statement)
        {
            case For loop:
                RewriteLoop(loop, output);
                break;
            case Assign { Value: Apply { Function: "Log", Type: RealType } logarithm } assign when Find(logarithm.Arguments[0]) is { } sum:
            {
                var builder = new StatementBuilder(_names);
                Expression rest = builder.Emit(NameSupply.Temporary("log"), sum.IsSum ? Call(StableFunction.LogOfSum, logarithm.Arguments[0]) : logarithm);
                output.AddRange(builder.Statements);
                output.Add(new Assign(assign.Target, Add(sum.Shift, rest)));
                break;
            }

            case Assign { Value: Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide, Type: RealType } binary } assign when (Find(binary.Left) is not null || Find(binary.Right) is not null) && !HoldsBoth(binary):
                RewriteProduct(assign.Target, binary, output);
                break;
            default:
                base.Rewrite(statement, output);
                break;
        }
    }

    /// <summary>
    /// Whether one operand is scaled and the other holds a scaled sum as it is, as in S / (1 + S): the scaled quotient is about e^−m then, and its adjoint e^m, out of range long before
    /// the quotient is.
    /// </summary>
    private bool HoldsBoth(Binary binary)
        => (Find(binary.Left) is null && ExponentOf(binary.Left) is null && Holds(binary.Left, [])) || (Find(binary.Right) is null && ExponentOf(binary.Right) is null && Holds(binary.Right, []));

    private bool Holds(Expression expression, HashSet<Variable> seen)
        => expression.Uses().Any(variable => _scaled.ContainsKey(variable)
            || (seen.Add(variable) && _definitions.TryGetValue(variable, out Expression? definition) && Holds(definition, seen)));

    /// <summary>The logarithm of the value is taken, or of a product or quotient that it is a part of.</summary>
    private void Want(Expression value)
    {
        if (value is not Use use)
            return;
        _wanted.Add(use.Variable);
        if (_definitions.TryGetValue(use.Variable, out Expression? definition) && definition is Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } product)
        {
            Want(product.Left);
            Want(product.Right);
        }
    }

    private Scaled? Find(Expression expression) => expression is Use use && _scaled.TryGetValue(use.Variable, out Scaled? scaled) ? scaled : null;

    private void RewriteLoop(For loop, List<Statement> output)
    {
        List<ExponentialSum> sums = [.. ExponentialSum.In(loop, _definitions).Where(sum => !sum.Additions.Values.Any(addition => addition.Term.Exponents.Any(exponent => _maxima.AreTakenOutOf(exponent.Value))))];
        if (!sums.Any(sum => _wanted.Contains(sum.Carry.Result)))
        {
            output.Add(RewriteFor(loop));
            return;
        }

        // Sums over the same exponents whose size does not matter by itself, as the numerators of weighted means, share the largest exponent of a sum whose size does.
        List<ExponentialSum> rest = [.. sums.Where(sum => !_wanted.Contains(sum.Carry.Result))];
        var scaledSums = new List<(ExponentialSum Sum, Expression Shift)>();
        For scaled = loop;
        foreach (ExponentialSum leading in sums.Where(sum => _wanted.Contains(sum.Carry.Result)))
        {
            List<ExponentialSum> together = [leading, .. rest.Where(leading.Covers)];
            rest.RemoveAll(together.Contains);
            Expression shift = Largest(leading, output);
            foreach (Site? site in leading.Additions.Values.Select(addition => addition.Term.Site).Distinct())
                _restated.Add(new Restatement(site, "Σ eˣ", "e^max Σ e^(x − max)"));
            scaled = new Scaling(together, shift, _names).Run(scaled, output);
            scaledSums.AddRange(together.Select(sum => (sum, shift)));
        }

        output.Add(RewriteFor(scaled));
        foreach ((ExponentialSum sum, Expression shift) in scaledSums)
            Define(sum.Carry.Result, shift, isSum: true, output);
    }

    /// <summary>The variable now holds its value divided by e^shift; the value itself, and the inverse of what it holds, are at hand where they are needed.</summary>
    private void Define(Variable variable, Expression shift, bool isSum, List<Statement> output)
    {
        var builder = new StatementBuilder(_names);
        Expression value = builder.Emit(variable.Name, Multiply(Call("Exp", shift), new Use(variable)));
        Expression? inverse = isSum ? builder.Emit(variable.Name + "Inverse", Call(StableFunction.InverseOfSum, new Use(variable))) : null;
        output.AddRange(builder.Statements);
        _scaled.Add(variable, new Scaled(shift, value, inverse));
    }

    /// <summary>A loop in front of the sum's that finds the largest exponent.</summary>
    private Expression Largest(ExponentialSum sum, List<Statement> output)
    {
        var search = new Search(sum, _names);
        output.Add(RewriteFor(search.Run()));
        IrType type = sum.Carry.Result.Type;
        var builder = new StatementBuilder(_names);
        var maximum = new Use(search.Maximum);
        Expression finite = builder.Emit(NameSupply.Temporary("isFinite"), new Apply("IsFinite", [maximum], IrType.Bool));
        Expression chosen = builder.Emit(NameSupply.Temporary("shift"), new Conditional(finite, maximum, Real(0, type)));
        Expression shift = builder.Emit("shift", new Apply("Stop", [chosen], type));
        output.AddRange(builder.Statements);
        return shift;
    }

    /// <summary>A product or quotient with a scaled operand: an exponential takes in the shift, two equal shifts cancel, any other stays with the result.</summary>
    private void RewriteProduct(Variable target, Binary binary, List<Statement> output)
    {
        bool isQuotient = binary.Operator == BinaryOperator.Divide;
        (Scaled? left, Scaled? right) = (Find(binary.Left), Find(binary.Right));
        Expression? shift = right is null ? null : isQuotient ? Negate(right.Shift) : right.Shift;
        shift = left is null ? shift : shift is null ? left.Shift : isQuotient && left.Shift.Equals(right!.Shift) ? Real(0, binary.Type) : Add(left.Shift, shift);
        (Expression first, Expression second) = (binary.Left, binary.Right);
        var builder = new StatementBuilder(_names);
        if (left is null && ExponentOf(first) is { } numerator)
            (first, shift) = (Exponential(Add(numerator, shift!), builder), null);
        else if (right is null && ExponentOf(second) is { } factor)
            (second, shift, isQuotient) = (Exponential(isQuotient ? Subtract(shift!, factor) : Add(factor, shift!), builder), null, false);
        Expression result = !isQuotient ? new Binary(BinaryOperator.Multiply, Plain(first, left), Plain(second, right))
            : right?.Inverse is { } inverse ? Multiply(Plain(first, left), inverse)
            : new Binary(BinaryOperator.Divide, Plain(first, left), Plain(second, right));
        output.AddRange(builder.Statements);
        output.Add(new Assign(target, result));
        if (shift is not null && !IsLiteral(shift, 0))
        {
            var after = new StatementBuilder(_names);
            Expression total = after.Emit(NameSupply.Temporary("shift"), shift);
            output.AddRange(after.Statements);
            Define(target, total, isSum: false, output);
        }
    }

    /// <summary>The operand as it is now: what is scaled under its own name, any other after what became of its parts.</summary>
    private Expression Plain(Expression operand, Scaled? scaled) => scaled is null ? Rewrite(operand) : operand;

    private Expression Exponential(Expression exponent, StatementBuilder builder) => builder.Emit(NameSupply.Temporary("exp"), Call("Exp", exponent));

    private Expression? ExponentOf(Expression expression)
        => expression is Use use && _definitions.TryGetValue(use.Variable, out Expression? value) && value is Apply { Function: "Exp", Type: RealType } exponential
            ? Rewrite(exponential.Arguments[0])
            : null;

    /// <summary>What is known of a variable that holds a value divided by e^shift.</summary>
    /// <param name="Value">The value itself.</param>
    /// <param name="Inverse">The inverse of what the variable holds, of a sum.</param>
    private sealed record Scaled(Expression Shift, Expression Value, Expression? Inverse)
    {
        public bool IsSum => Inverse is not null;
    }

    /// <summary>Copies a loop without what it writes; where it adds to the sum the copy keeps the larger exponent.</summary>
    private sealed class Search(ExponentialSum sum, NameSupply names) : Rewriter
    {
        private readonly Dictionary<Variable, Expression> _copies = [];

        public Variable Maximum { get; private set; } = sum.Carry.Result;

        public For Run()
        {
            For loop = sum.Loop with { Carries = sum.Loop.Carries.Select(carry => carry.Equals(sum.Carry) ? carry with { Initial = sum.Start } : carry).ToEquatableArray() };
            var copy = (For)RewriteFor(loop);
            Maximum = ((Use)_copies[sum.Carry.Result]).Variable;
            return copy;
        }

        public override Expression Rewrite(Expression expression)
            => expression is Use use ? (_copies.TryGetValue(use.Variable, out Expression? copy) ? copy : use) : base.Rewrite(expression);

        protected override Variable Define(Variable variable)
        {
            bool isMaximum = variable.Equals(sum.Carry.Result) || sum.Chain.Contains(variable);
            Variable copy = names.Fresh(isMaximum ? "maximum" : variable.Name, variable.Type);
            _copies[variable] = new Use(copy);
            return copy;
        }

        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            switch (statement)
            {
                case Store:
                    break;
                case Assign assign when sum.Additions.TryGetValue(assign.Target, out (Expression SoFar, Factors Term) addition):
                {
                    var builder = new StatementBuilder(names);
                    Expression exponent = builder.Emit(NameSupply.Temporary("exponent"), Rewrite(addition.Term.Exponent));
                    Expression largest = Rewrite(addition.SoFar);

                    // A term without weight is none, however large its exponential is.
                    Expression isLarger = addition.Term.Weights.Where(weight => !weight.IsInverse && weight.Value is not RealLiteral).Aggregate(
                        Compare(BinaryOperator.Greater, exponent, largest),
                        (larger, weight) => And(larger, Compare(BinaryOperator.NotEqual, Rewrite(weight.Value), Real(0, exponent.Type))));
                    Expression condition = builder.Emit(NameSupply.Temporary("isLarger"), isLarger);
                    output.AddRange(builder.Statements);
                    output.Add(new Assign(Define(assign.Target), new Conditional(condition, exponent, largest)));
                    break;
                }

                default:
                    base.Rewrite(statement, output);
                    break;
            }
        }
    }

    /// <summary>Scales what a loop adds to sums, and what they start with.</summary>
    private sealed class Scaling(IReadOnlyList<ExponentialSum> sums, Expression shift, NameSupply names) : Rewriter
    {
        public For Run(For loop, List<Statement> before)
        {
            var start = new StatementBuilder(names);
            EquatableArray<Carry> carries = loop.Carries.Select(carry => sums.FirstOrDefault(sum => sum.Carry.Equals(carry)) is { } sum ? carry with { Initial = Start(sum, start) } : carry).ToEquatableArray();
            before.AddRange(start.Statements);
            return loop with { Body = Rewrite(loop.Body), Carries = carries };
        }

        private Expression Start(ExponentialSum sum, StatementBuilder start)
            => IsLiteral(sum.Carry.Initial, 0) ? sum.Carry.Initial : start.Emit(NameSupply.Temporary("exp"), Call("Exp", Subtract(sum.Start, shift)));

        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (statement is not Assign assign || sums.FirstOrDefault(sum => sum.Additions.ContainsKey(assign.Target)) is not { } of)
            {
                base.Rewrite(statement, output);
                return;
            }

            (Expression soFar, Factors term) = of.Additions[assign.Target];
            var builder = new StatementBuilder(names);
            Expression exponential = builder.Emit(NameSupply.Temporary("exp"), Call("Exp", Subtract(term.Exponent, shift)));
            Expression product = builder.Emit(NameSupply.Temporary("product"), term.Times(exponential));
            output.AddRange(builder.Statements);
            output.Add(new Assign(assign.Target, new Binary(BinaryOperator.Add, soFar, product)));
        }
    }
}
