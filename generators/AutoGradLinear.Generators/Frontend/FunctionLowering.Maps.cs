using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Functions of <c>TensorPrimitives</c> that fill a row element by element.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>A call that fills its last argument; false where the call is another.</summary>
    private bool LowerMap(IInvocationOperation call)
    {
        if (FunctionNames.FindMap(FunctionSource.DocumentationId(call.TargetMethod)) is not { } function)
            return false;
        Expression[] arguments = LowerArguments(call.Arguments);
        Expression target = arguments[arguments.Length - 1];
        if (target.Type is not ArrayType { Rank: 1, Element: RealType element }
            || arguments.Any(argument => (argument.Type is ArrayType row ? row.Element : argument.Type) != element))
        {
            if (_findings.Count == 0 && !_isBroken)
                Report(Ids.NoDerivative, NameOf(call), call.TargetMethod.Name);
            return true;
        }

        Write(target, call);
        _block.Add(new Map(function, arguments.Take(arguments.Length - 1).ToEquatableArray(), target));
        return true;
    }
}
