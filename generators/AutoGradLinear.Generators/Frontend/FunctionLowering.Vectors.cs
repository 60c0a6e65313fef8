using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

internal sealed partial class FunctionLowering
{
    private Expression LowerVectorCreation(IObjectCreationOperation creation, AggregateType shape) => Refuse(creation, Ids.Objects);

    private Expression? LowerVectorProperty(IPropertyReferenceOperation property) => null;

    private Expression? LowerVectorCall(IInvocationOperation call) => null;

    private Expression ApplyVectors(IMethodSymbol method, Expression[] values, IOperation source) => Refuse(source, Ids.Operators);
}
