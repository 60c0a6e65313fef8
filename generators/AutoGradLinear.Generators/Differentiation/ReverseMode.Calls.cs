using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>Calls of functions that are not expanded, and the forms in which such functions are differentiated.</summary>
internal sealed partial class ReverseMode
{
    /// <summary>The forward sweep calls the augmented primal, the backward sweep the reverse that belongs to it.</summary>
    private Call SweepCall(Call call, Adjoints adjoints, StatementBuilder backward)
    {
        if (adjoints.Take(call.Results[0]) is not { } adjoint)
            return call;

        bool[] active = call.Arguments.Select(argument => argument.Type is ArrayType ? Shadow(argument) is not null : _activity.IsActive(argument)).ToArray();
        string pattern = string.Concat(active.Select(isActive => isActive ? 'a' : 'c'));
        CallForms forms = _forms;
        forms.Need(call.Function, pattern, source => MakeForms(source, pattern, forms));

        var results = new List<Variable>();
        var shadows = new List<Expression>();
        for (int i = 0; i < active.Length; i++)
        {
            if (active[i] && call.Arguments[i] is Use { Type: ArrayType })
                shadows.Add(Shadow(call.Arguments[i])!);
            else if (active[i])
                results.Add(_names.Fresh(AdjointName(((Use)call.Arguments[i]).Variable), call.Arguments[i].Type));
        }

        backward.Add(new Call(results.ToEquatableArray(), CallNames.Reverse(call.Function, pattern), [.. call.Arguments, adjoint, .. shadows]));
        int next = 0;
        for (int i = 0; i < active.Length; i++)
        {
            if (active[i] && call.Arguments[i].Type is not ArrayType)
                AddAdjoint(call.Arguments[i], new Use(results[next++]), adjoints, backward);
        }

        return call with { Function = CallNames.Augmented(call.Function, pattern) };
    }

    private Expression? Shadow(Expression array) => array is Use use && _shadows.TryGetValue(use.Variable, out Variable? shadow) ? new Use(shadow) : null;

    private static (Function Augmented, Function Reverse, Function Combined) MakeForms(Function source, string pattern, CallForms forms)
    {
        var split = new ReverseMode(source, forms);
        (Function augmented, Function reverse) = split.Split(pattern);
        return (augmented, reverse, split.Combine(augmented, reverse, pattern));
    }

    private (Function Augmented, Function Reverse) Split(string pattern)
    {
        var resultAdjoint = new Variable("resultAdjoint", _source.Results[0].Type);
        _names.Reserve(resultAdjoint);
        var parameters = new List<Parameter>(_source.Parameters) { new(resultAdjoint) };
        foreach (Parameter parameter in _source.Parameters.Where(parameter => parameter.IsDifferentiated && parameter.Variable.Type is ArrayType))
        {
            var shadow = new Variable(parameter.Variable.Name + "Adjoint", new ArrayType(((ArrayType)parameter.Variable.Type).Element, ArrayKind.Span));
            _names.Reserve(shadow);
            _shadows.Add(parameter.Variable, shadow);
            parameters.Add(new Parameter(shadow, ParameterRole.Accumulator, Shadows: parameter.Variable));
        }

        var adjoints = new Adjoints();
        var backward = new StatementBuilder(_names);
        var @return = (Return)_source.Body[_source.Body.Count - 1];
        AddAdjoint(@return.Values[0], new Use(resultAdjoint), adjoints, backward);
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
            scalars.Select(parameter => new Result(parameter.Variable.Name + "Adjoint", parameter.Variable.Type)).ToEquatableArray(),
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
