using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>Calls of functions that are not expanded, and the forms in which such functions are differentiated.</summary>
internal sealed partial class ReverseMode
{
    /// <summary>The forward sweep calls the augmented primal, the backward sweep the reverse that belongs to it.</summary>
    private Call SweepCall(Call call, Adjoints adjoints, StatementBuilder backward)
    {
        List<Expression?> resultAdjoints = [.. call.Results.Where(result => result.Type.IsReal).Select(adjoints.Take)];
        if (resultAdjoints.All(adjoint => adjoint is null) && !WritesActive(call))
            return call;

        bool[] active = call.Arguments.Select(IsActiveArgument).ToArray();
        string pattern = string.Concat(active.Select(isActive => isActive ? 'a' : 'c'));
        CallForms forms = _forms;
        forms.Need(call.Function, pattern, source => MakeForms(source, pattern, forms));

        var results = new List<Variable>();
        var shadows = new List<Expression>();
        for (int i = 0; i < active.Length; i++)
        {
            if (active[i] && call.Arguments[i].Type is ArrayType)
                shadows.Add(WholeShadow(call.Arguments[i], backward));
            else if (active[i])
                results.Add(_names.Fresh(AdjointName(((Use)call.Arguments[i]).Variable), call.Arguments[i].Type));
        }

        int site = _sites++;
        IEnumerable<Expression> seeds = call.Results.Where(result => result.Type.IsReal).Select((result, i) => resultAdjoints[i] ?? Algebra.Real(0, result.Type));
        backward.Add(new Call(results.ToEquatableArray(), CallNames.Reverse(call.Function, pattern), [.. call.Arguments, .. seeds, .. shadows], call.Arguments.Select(_ => false).ToEquatableArray(), site));
        int next = 0;
        for (int i = 0; i < active.Length; i++)
        {
            if (active[i] && call.Arguments[i].Type is not ArrayType)
                AddAdjoint(call.Arguments[i], new Use(results[next++]), adjoints, backward);
        }

        return call with { Function = CallNames.Augmented(call.Function, pattern), Site = site };
    }

    /// <summary>The shadow of an argument. Where what is passed may be a constant, memory that nobody reads stands for its shadow.</summary>
    private Expression WholeShadow(Expression array, StatementBuilder backward)
    {
        ShadowView shadow = Shadow(array)!;
        if (shadow.Guard is null)
            return shadow.Array;
        return new Conditional(shadow.Guard, shadow.Array, Unread(array, backward));
    }

    /// <summary>Memory of the same shape that nobody reads.</summary>
    private Use Unread(Expression array, StatementBuilder backward) => OwnMemory("unread", array, backward);

    /// <summary>New memory of the same shape.</summary>
    private Use OwnMemory(string name, Expression array, StatementBuilder backward)
    {
        Variable memory = _names.Fresh(name, new ArrayType(((ArrayType)array.Type).Element, ArrayKind.Span));
        backward.Add(new Allocate(memory, backward.Emit(NameSupply.Temporary("count"), LengthOf(array))));
        return new Use(memory);
    }

    private static (Function Augmented, Function Reverse, Function Combined) MakeForms(Function source, string pattern, CallForms forms)
    {
        var split = new ReverseMode(source, forms);
        (Function augmented, Function reverse) = split.Split(pattern);
        Function combined = split.Combine(augmented, reverse, pattern);
        (augmented, reverse) = split.WithSmallFrame(augmented, reverse);
        return (augmented, reverse, combined);
    }

    private (Function Augmented, Function Reverse) Split(string pattern)
    {
        var parameters = new List<Parameter>(_source.Parameters);
        HashSet<string> taken = [.. _source.Parameters.Select(parameter => parameter.Variable.Name), .. _source.Results.Select(result => result.Name)];
        var seeds = new Dictionary<int, Expression>();
        for (int i = 0; i < _source.Results.Count; i++)
        {
            if (!_source.Results[i].Type.IsReal)
                continue;
            Variable resultAdjoint = Reserved(NameSupply.Unlike(taken, "resultAdjoint"), _source.Results[i].Type);
            parameters.Add(new Parameter(resultAdjoint));
            seeds.Add(i, new Use(resultAdjoint));
        }

        var backward = new StatementBuilder(_names);
        foreach (Parameter parameter in _source.Parameters.Where(parameter => parameter.Variable.Type is ArrayType))
        {
            if (parameter.IsDifferentiated)
            {
                Variable shadow = Reserved(NameSupply.Unlike(taken, parameter.Variable.Name + "Adjoint"), ShadowView.TypeOf((ArrayType)parameter.Variable.Type));
                _shadows.Add(parameter.Variable, shadow);
                parameters.Add(new Parameter(shadow, ParameterRole.Accumulator, Shadows: parameter.Variable));
            }
            else if (_activity.IsActive(parameter.Variable))
            {
                AllocateShadow(parameter.Variable, new Length(new Use(parameter.Variable)), backward.Statements);
            }
        }

        var adjoints = new Adjoints();
        var @return = (Return)_source.Body[_source.Body.Count - 1];
        foreach (KeyValuePair<int, Expression> seed in seeds)
            AddAdjoint(@return.Values[seed.Key], seed.Value, adjoints, backward);
        List<Statement> forward = Sweep(_source.Body.Take(_source.Body.Count - 1).ToEquatableArray(), adjoints, backward);
        List<Parameter> scalars = _source.Parameters.Where(parameter => parameter.IsDifferentiated && parameter.Variable.Type is not ArrayType).ToList();
        List<Expression> leaving = scalars.Select(parameter => adjoints.Take(parameter.Variable) ?? Algebra.Real(0, parameter.Variable.Type)).ToList();
        Crossing crossing = Cross(forward, [], backward.Statements, leaving, []);
        EquatableArray<Slot> frame = crossing.Forward.AllStatements().OfType<Save>().Select(save => save.Slot).ToEquatableArray();

        var augmented = new Function(
            CallNames.Augmented(_source.Name, pattern), Form.Core, _source.Parameters, _source.Results, [.. crossing.Forward, @return], frame);
        var reverse = new Function(
            CallNames.Reverse(_source.Name, pattern),
            Form.Core,
            parameters.ToEquatableArray(),
            scalars.Select(parameter => new Result(NameSupply.Unlike(taken, parameter.Variable.Name + "Adjoint"), parameter.Variable.Type)).ToEquatableArray(),
            [.. crossing.Backward, new Return(crossing.Leaving.ToEquatableArray())],
            frame);
        return (augmented, reverse);
    }

    /// <summary>Both sweeps in one function: nothing outlives the call.</summary>
    private Function Combine(Function augmented, Function reverse, string pattern)
    {
        EquatableArray<Statement> forward = augmented.Body.Take(augmented.Body.Count - 1).ToEquatableArray();
        EquatableArray<Statement> backward = reverse.Body.Take(reverse.Body.Count - 1).ToEquatableArray();
        var values = ((Return)augmented.Body[augmented.Body.Count - 1]).Values;
        var scalars = ((Return)reverse.Body[reverse.Body.Count - 1]).Values;
        return new Function(
            CallNames.Combined(_source.Name, pattern),
            Form.Core,
            reverse.Parameters,
            [.. augmented.Results, .. reverse.Results],
            [.. forward, .. backward, new Return([.. values, .. scalars])]);
    }
}
