using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>Memory and calls. What a derivative flows through has a twin of the same shape, and whatever is done to it is done to the twin.</summary>
internal sealed partial class ForwardMode
{
    private ShadowView? View(Expression array, int d) => ShadowView.Of(array, _twins[d]);

    private void PushMemory(Statement statement, StatementBuilder output)
    {
        if (statement is Allocate allocate && _activity.IsActive(allocate.Array))
        {
            for (int d = 0; d < _seeding.Count; d++)
                AllocateTwin(allocate.Array, allocate.Length, d, output);
            return;
        }

        if (Writes.TargetsOf(statement).FirstOrDefault() is not { } target)
            return;
        for (int d = 0; d < _seeding.Count; d++)
        {
            if (View(target, d) is not { } twin)
                continue;
            output.When(twin.Guard, body =>
            {
                switch (statement)
                {
                    case Store store:
                        body.Add(new Store(twin.Array, store.Index, Tangent(store.Value, d)));
                        break;
                    case Accumulate accumulate when Tangent(accumulate.Value, d) is var tangent and not RealLiteral { Value: 0 }:
                        body.Add(accumulate with { Array = twin.Array, Value = tangent });
                        break;
                    case Fill fill:
                        body.Add(new Fill(twin.Array, Tangent(fill.Value, d)));
                        break;
                    case Copy copy:
                        PushCopy(copy, twin.Array, d, body);
                        break;
                }
            });
        }
    }

    private void PushCopy(Copy copy, Expression target, int d, StatementBuilder output)
    {
        Fill Constant() => new(new Slice(target, Int(0), LengthOf(copy.Source)), Zero(target.Type));
        if (View(copy.Source, d) is not { } source)
            output.Add(Constant());
        else if (source.Guard is null)
            output.Add(new Copy(source.Array, target));
        else
            output.Add(new If(source.Guard, [new Copy(source.Array, target)], [Constant()]));
    }

    /// <summary>The tangent of an element, or null where it is 0.</summary>
    private Expression? ElementTangent(Expression array, Expression index, int d, string name, StatementBuilder output)
        => View(array, d) is not { } twin ? null
            : twin.Guard is null ? new Element(twin.Array, index)
            : output.Chosen(twin.Guard, name, body => body.Emit(name, new Element(twin.Array, index)));

    private Expression LengthOf(Expression array) => array.LengthOf(_lengths);

    private static Expression Int(int value) => new IntegerLiteral(value, IrType.Int);

    /// <summary>Σᵢ Σₖ ∂f/∂xᵢ[k] · ẋᵢ[k], or null where it is 0.</summary>
    private Expression? Reduce(Variable target, Apply reduction, int d, StatementBuilder output)
    {
        Expression? sum = null;
        for (int i = 0; i < reduction.Arguments.Count; i++)
        {
            Expression row = reduction.Arguments[i];
            if (View(row, d) is null)
                continue;
            Expression term = SpanRules.Find(reduction.Function, i) is { } partial
                ? SumOf(target, reduction.Arguments, row, partial, d, output)
                : ElementTangent(row, output.Emit(NameSupply.Temporary("position"), new Apply(SpanRules.IndexFunction(reduction.Function), reduction.Arguments, IrType.Int)), d, TangentName(target), output)!;
            Expression atom = output.Emit(TangentName(target), term);
            sum = sum is null ? atom : Algebra.Add(sum, atom);
        }

        return sum;
    }

    /// <summary>Σₖ ∂f/∂x[k] · ẋ[k], for one row of those that f has.</summary>
    private Expression SumOf(Variable target, EquatableArray<Expression> arguments, Expression row, SpanRules.ElementPartial partial, int d, StatementBuilder output)
    {
        var context = new RuleContext(arguments, new Use(target), _ => true, FactorMayBeInfinite: true, IsTangent: true);
        Variable index = _names.Fresh("k", IrType.Int);
        (Variable inner, Variable result) = (Fresh(target), Fresh(target));
        var body = new StatementBuilder(_names);
        Expression tangent = body.Emit(TangentName(target), ElementTangent(row, new Use(index), d, TangentName(target), body)!);
        Expression next = body.Emit(TangentName(target), Algebra.Add(new Use(inner), partial(context, new Use(index), tangent)));
        output.Add(new For(index, Int(0), LengthOf(row), 1, body.Statements.ToEquatableArray(), [new Carry(inner, Zero(target.Type), next, result)]));
        return new Use(result);
    }

    /// <summary>
    /// target[k] = f(x[k], …). Where the target is one of the rows, the tangents are computed before the operands are overwritten, from a value that is computed for them.
    /// </summary>
    private void PushMap(Map map, StatementBuilder output)
    {
        bool isInPlace = map.Arguments.Where(argument => argument.Type is ArrayType).SelectMany(argument => argument.Roots()).Intersect(map.Target.Roots()).Any();
        if (!isInPlace)
            output.Add(map);
        if (DerivativeTable.FindMap(map.Function) is { } rule)
            PushMap(map, rule, isInPlace, output);
        if (isInPlace)
            output.Add(map);
    }

    private void PushMap(Map map, DerivativeRule rule, bool isInPlace, StatementBuilder output)
    {
        if (Enumerable.Range(0, _seeding.Count).All(d => View(map.Target, d) is null))
            return;
        Variable index = _names.Fresh("k", IrType.Int);
        var body = new StatementBuilder(_names);
        string name = NameSupply.Temporary("mapped");
        EquatableArray<Expression> operands = map.Arguments
            .Select(argument => argument.Type is ArrayType ? body.Emit(NameSupply.Temporary("element"), new Element(argument, new Use(index))) : argument).ToEquatableArray();
        Expression result = body.Emit(name, isInPlace ? ValueOf(map.Function, operands) : new Element(map.Target, new Use(index)));
        bool IsActive(int i) => map.Arguments[i].Type is ArrayType ? _activity.IsActiveArray(map.Arguments[i]) : _activity.IsActive(map.Arguments[i]);
        for (int d = 0; d < _seeding.Count; d++)
        {
            if (View(map.Target, d) is not { } twin)
                continue;
            List<Expression> tangents = [.. map.Arguments.Select(argument => argument.Type is not ArrayType ? Tangent(argument, d)
                : ElementTangent(argument, new Use(index), d, name, body) is { } element ? body.Emit(name, element)
                : Zero(argument.Type))];
            Expression tangent = body.Emit(name, Apply(rule, operands, result, IsActive, tangents, null) ?? Zero(map.Target.Type));
            body.When(twin.Guard, inner => inner.Add(new Store(twin.Array, new Use(index), tangent)));
        }

        Expression length = LengthOf(map.Arguments.First(argument => argument.Type is ArrayType));
        output.Add(new For(index, Int(0), length, 1, body.Statements.ToEquatableArray()));
    }

    /// <summary>What a function of rows gives for one element of each.</summary>
    private static Expression ValueOf(string function, EquatableArray<Expression> operands) => function switch
    {
        "Add" or "Subtract" or "Multiply" or "Divide" or "Remainder" => new Binary((BinaryOperator)Enum.Parse(typeof(BinaryOperator), function), operands[0], operands[1]),
        "Negate" => Algebra.Negate(operands[0]),
        "MultiplyAdd" => Algebra.Add(Algebra.Multiply(operands[0], operands[1]), operands[2]),
        "AddMultiply" => Algebra.Multiply(Algebra.Add(operands[0], operands[1]), operands[2]),
        "Sigmoid" => Algebra.Divide(Algebra.Real(1, operands[0].Type), Algebra.Add(Algebra.Real(1, operands[0].Type), Algebra.Call("Exp", Algebra.Negate(operands[0])))),
        _ => new Apply(function, operands, operands[0].Type),
    };

    /// <summary>A call through which a derivative flows becomes a call of the form with tangents.</summary>
    private void PushCall(Call call, StatementBuilder output)
    {
        bool IsActive(Expression argument) => argument.Type is ArrayType ? _activity.IsActiveArray(argument) : _activity.IsActive(argument);
        // Both halves of a pair have tangents, or none: what the one leaves on the frame the other takes off.
        bool isActive = CallNames.IsSplit(call.Function) || call.Arguments.Any(IsActive) || call.Results.Any(_activity.IsActive);
        if (!isActive)
        {
            output.Add(call);
            return;
        }

        Function callee = _forms.Find(call.Function);
        bool[] tangents = _forms.Tangents(callee, i => IsActive(call.Arguments[i]));
        string form = _forms.Need(callee, tangents, (source, pattern) => MakeForm(source, pattern, _forms, _seeding));
        var arguments = new List<Expression>();
        var writes = new List<bool>();
        for (int i = 0; i < tangents.Length; i++)
        {
            arguments.Add(call.Arguments[i]);
            bool writesIt = i < call.Writes.Count ? call.Writes[i] : call.Written.Contains(call.Arguments[i]);
            writes.Add(writesIt);
            for (int d = 0; d < _seeding.Count && tangents[i]; d++)
            {
                arguments.Add(call.Arguments[i].Type is ArrayType ? WholeTwin(call.Arguments[i], d, output) : Tangent(call.Arguments[i], d));
                writes.Add(writesIt);
            }
        }

        Variable ResultTangent(Variable result, int d)
        {
            Variable tangent = Fresh(result);
            _tangents[d][result] = new Use(tangent);
            return tangent;
        }

        IEnumerable<Variable> results = call.Results.SelectMany(result => EachWithTangents(result, result.Type, d => ResultTangent(result, d)));
        output.Add(call with { Results = results.ToEquatableArray(), Function = form, Arguments = arguments.ToEquatableArray(), Writes = writes.ToEquatableArray() });
    }

    /// <summary>The twin of an argument. Where what is passed may be a constant, cleared memory stands for it.</summary>
    private Expression WholeTwin(Expression array, int d, StatementBuilder output)
    {
        ShadowView? twin = View(array, d);
        if (twin is { Guard: null })
            return twin.Array;
        Use constant = Cleared("constant", array, output);
        return twin is null ? constant : new Conditional(twin.Guard!, twin.Array, constant);
    }

    /// <summary>Cleared memory as long as the row.</summary>
    private Use Cleared(string name, Expression row, StatementBuilder output)
    {
        Variable memory = _names.Fresh(name, new ArrayType(((ArrayType)row.Type).Element, ArrayKind.Span));
        output.Add(new Allocate(memory, output.Emit(NameSupply.Temporary("count"), LengthOf(row))));
        output.Add(new Fill(new Use(memory), Zero(row.Type)));
        return new Use(memory);
    }
}
