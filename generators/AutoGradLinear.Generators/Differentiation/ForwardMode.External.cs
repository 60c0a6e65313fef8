using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>Calls of external functions, and of their pullbacks in what reverse mode made.</summary>
internal sealed partial class ForwardMode
{
    private void PushExternal(Call call, ExternalFunction external, StatementBuilder output)
    {
        bool isActive = call.Arguments
            .Any(argument => argument.Type is ArrayType ? _activity.IsActiveArray(argument) : _activity.IsActive(argument));
        if (!isActive || external.Pullback is not { } pullback)
            output.Add(call);
        else if (CallNames.Split(call.Function).Form == "Reverse")
            PushPullback(call, pullback, output);
        else
            PushFunction(call, pullback, output);
    }

    /// <summary>y = F(x): the pullback of 1 is the gradient, and ẏ = ⟨∇F, ẋ⟩ in every direction.</summary>
    private void PushFunction(Call call, ExternalPullback pullback, StatementBuilder output)
    {
        string pattern = PatternOf(pullback);
        string function = CallNames.Split(call.Function).Function;
        Variable result = call.Results[0];
        List<Expression> differentiated = [.. call.Arguments.Where((_, i) => pullback.Differentiated[i])];
        List<Use> slopes = [.. differentiated.Select(argument => argument.Type is ArrayType ? Cleared("slopes", argument, output) : new Use(Fresh(result)))];
        if (!pullback.ReturnsValue)
            output.Add(call);
        Expression[] inputs = [.. call.Arguments, .. pullback.TakesResult ? [new Use(result)] : Array.Empty<Expression>(), Algebra.Real(1, result.Type)];
        output.Add(WithShadows(
            call,
            pullback.ReturnsValue ? CallNames.Combined(function, pattern) : CallNames.Reverse(function, pattern),
            pullback.ReturnsValue ? [result] : [],
            inputs,
            slopes));

        var context = new RuleContext([], new Use(result), _ => true, FactorMayBeInfinite: true);
        for (int d = 0; d < _seeding.Count; d++)
        {
            Expression sum = Zero(result.Type);
            for (int i = 0; i < differentiated.Count; i++)
            {
                if (differentiated[i].Type is not ArrayType)
                    sum = Algebra.Add(sum, context.ScaleSingular(Tangent(differentiated[i], d), slopes[i]));
                else if (HasDirection(differentiated[i], d))
                    sum = Algebra.Add(sum, SumOf(result, [], differentiated[i], Slope(slopes[i]), d, output));
            }

            _tangents[d][result] = output.Emit(TangentName(result), sum);
        }
    }

    /// <summary>x̄ += ȳ · ∇F(x): the tangent of the accumulators grows by ȳ · ∇²F(x) ẋ and by the pullback of the tangent of ȳ.</summary>
    private void PushPullback(Call call, ExternalPullback pullback, StatementBuilder output)
    {
        string pattern = PatternOf(pullback);
        string function = CallNames.Split(call.Function).Function;
        EquatableArray<Expression> inputs = call.Arguments.Take(pattern.Length).ToEquatableArray();
        Expression seed = call.Arguments[pattern.Length];
        List<Expression> differentiated = [.. inputs.Where((_, i) => pullback.Differentiated[i])];
        (var shadows, var numbers) = (new Queue<Expression>(call.Arguments.Skip(pattern.Length + 1)), new Queue<Variable>(call.Results));
        List<Expression> accumulators =
            [.. differentiated.Select(argument => argument.Type is ArrayType ? shadows.Dequeue() : new Use(numbers.Dequeue()))];
        output.Add(call);
        for (int d = 0; d < _seeding.Count; d++)
        {
            List<Expression> twins =
            [
                .. accumulators.Select(accumulator => accumulator.Type is ArrayType ? WholeTwin(accumulator, d, output) : Zero(accumulator.Type)),
            ];
            if (differentiated.Any(argument => HasDirection(argument, d)))
                AddProducts(call, CallNames.Product(function, pattern), inputs, differentiated, seed, twins, d, output);
            if (Tangent(seed, d) is var tangent and not RealLiteral { Value: 0 })
                AddPullback(call, inputs, tangent, twins, output);
            for (int i = 0; i < accumulators.Count; i++)
            {
                if (accumulators[i] is Use { Type: RealType } number)
                    _tangents[d][number.Variable] = twins[i];
            }
        }
    }

    private void AddProducts(
        Call call,
        string form,
        EquatableArray<Expression> inputs,
        List<Expression> differentiated,
        Expression seed,
        List<Expression> twins,
        int d,
        StatementBuilder output)
    {
        List<Expression> directions =
            [.. differentiated.Select(argument => argument.Type is ArrayType ? WholeTwin(argument, d, output) : Tangent(argument, d))];
        List<Use> products = [.. differentiated.Select((argument, i) => argument.Type is ArrayType
            ? Cleared("products", argument, output)
            : new Use(_names.Fresh(NameSupply.Temporary("product"), argument.Type)))];
        output.Add(WithShadows(call, form, [], [.. inputs, .. directions], products));
        var context = new RuleContext([], seed, _ => true, FactorMayBeInfinite: true);
        for (int i = 0; i < products.Count; i++)
        {
            if (products[i].Type is not ArrayType)
            {
                twins[i] = output.Emit(NameSupply.Temporary("product"), Algebra.Add(twins[i], context.ScaleSingular(seed, products[i])));
                continue;
            }

            Variable index = _names.Fresh("k", IrType.Int);
            var body = new StatementBuilder(_names);
            Expression product = body.Emit(NameSupply.Temporary("product"), context.ScaleSingular(seed, new Element(products[i], new Use(index))));
            body.Add(new Accumulate(twins[i], new Use(index), product));
            output.Add(new For(index, Int(0), LengthOf(differentiated[i]), 1, body.Statements.ToEquatableArray()));
        }
    }

    private void AddPullback(Call call, EquatableArray<Expression> inputs, Expression seed, List<Expression> twins, StatementBuilder output)
    {
        List<Expression> accumulators =
            [.. twins.Select(twin => twin.Type is ArrayType ? twin : new Use(_names.Fresh(NameSupply.Temporary("product"), twin.Type)))];
        output.Add(WithShadows(call, call.Function, [], [.. inputs, seed], accumulators));
        for (int i = 0; i < twins.Count; i++)
        {
            if (twins[i].Type is not ArrayType)
                twins[i] = output.Emit(NameSupply.Temporary("product"), Algebra.Add(twins[i], accumulators[i]));
        }
    }

    /// <summary>A call that leaves numbers in its results, and is given memory for rows.</summary>
    private static Call WithShadows(
        Call call, string form, IEnumerable<Variable> results, IReadOnlyList<Expression> inputs, IReadOnlyList<Expression> companions)
    {
        List<Expression> rows = [.. companions.Where(companion => companion.Type is ArrayType)];
        return call with
        {
            Function = form,
            Results = [.. results, .. companions.Where(companion => companion.Type is not ArrayType).Select(companion => ((Use)companion).Variable)],
            Arguments = [.. inputs, .. rows],
            Writes = [.. inputs.Select(_ => false), .. rows.Select(_ => true)],
            Site = null,
        };
    }

    private static SpanRules.ElementPartial Slope(Expression slopes) => (context, index, a) => context.ScaleSingular(a, new Element(slopes, index));

    private bool HasDirection(Expression argument, int d) => argument.Type is ArrayType
        ? View(argument, d) is not null
        : Tangent(argument, d) is not RealLiteral { Value: 0 };

    private static string PatternOf(ExternalPullback pullback) => string.Concat(pullback.Differentiated.Select(isDifferentiated => isDifferentiated ? 'a' : 'c'));
}
