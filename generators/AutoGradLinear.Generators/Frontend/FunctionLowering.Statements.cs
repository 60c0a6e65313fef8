using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

internal sealed partial class FunctionLowering
{
    private void LowerBlock(IEnumerable<IOperation> operations)
    {
        foreach (IOperation operation in operations)
            LowerStatement(operation);
    }

    private EquatableArray<Statement> LowerArm(IOperation? operation)
        => operation is null ? [] : Capture(() => LowerStatement(operation));

    private void LowerStatement(IOperation operation)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (_depth == DeepestNesting)
        {
            ReportTooDeep();
            return;
        }

        _depth++;
        LowerUnlessDead(operation);
        _depth--;
    }

    private void LowerUnlessDead(IOperation operation)
    {
        // What follows a jump in its block never runs. It is still lowered, for the sake of what it reports.
        if (_block.Count > 0 && _block[_block.Count - 1] is Return or Break or Continue or Leave)
        {
            Capture(() => LowerReachable(operation));
            return;
        }

        LowerReachable(operation);
    }

    private void LowerReachable(IOperation operation)
    {
        switch (operation)
        {
            case IBlockOperation block:
                LowerBlock(block.Operations);
                break;
            case IEmptyOperation:
                break;
            case IExpressionStatementOperation statement:
                LowerForEffect(statement.Operation);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations)
                    LowerDeclaration(declaration);
                break;
            case IConditionalOperation conditional:
                LowerIf(conditional);
                break;
            case IForLoopOperation loop:
                LowerFor(loop);
                break;
            case IForEachLoopOperation loop:
                LowerForEach(loop);
                break;
            case IWhileLoopOperation loop:
                LowerWhile(loop);
                break;
            case ISwitchOperation @switch:
                LowerSwitch(@switch);
                break;
            case ILocalFunctionOperation function when TryQueue(function):
                break;
            case IBranchOperation { BranchKind: BranchKind.Break } branch:
                _block.Add(LeavesSwitch(branch) ? new Leave() : new Break());
                break;
            case IBranchOperation { BranchKind: BranchKind.GoTo } branch when TryLowerCaseJump(branch):
                break;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                _block.Add(new Continue());
                break;
            case IReturnOperation { Kind: OperationKind.YieldBreak, IsImplicit: true }:
                break;
            case IReturnOperation { Kind: OperationKind.Return } @return:
                LowerReturn(@return);
                break;
            case IInvalidOperation invalid:
                LowerInvalid(invalid);
                break;
            default:
                RefuseStatement(operation);
                break;
        }
    }

    private void LowerReturn(IReturnOperation @return)
    {
        if (@return.ReturnedValue is null)
        {
            // Only a void function can do this; it has been reported.
            _block.Add(new Return(ObjectResults([])));
            return;
        }

        _isReturning = LowerType(@return.ReturnedValue.Type) is ArrayType;
        Expression value = LowerValue(@return.ReturnedValue);
        _isReturning = false;
        _block.Add(new Return(ObjectResults(Aggregates.LeavesOf(value))));
    }

    private void LowerIf(IConditionalOperation conditional)
    {
        Expression condition = LowerValue(conditional.Condition);
        EquatableArray<Statement> then = LowerArm(conditional.WhenTrue);
        EquatableArray<Statement> @else = LowerArm(conditional.WhenFalse);
        _block.Add(new If(condition, then, @else));
    }

    private void LowerDeclaration(IVariableDeclarationOperation declaration)
    {
        foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
            LowerDeclarator(declarator, declarator.Initializer ?? declaration.Initializer);
    }

    private void LowerDeclarator(IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer)
    {
        ILocalSymbol local = declarator.Symbol;

        // Every use of a constant is a literal already.
        if (local.IsConst)
            return;
        if (local.IsRef)
        {
            DeclareReference(local, declarator, initializer?.Value);
            return;
        }

        if (ShapeOf(local.Type) is { } shape)
        {
            LowerBundleDeclarator(local, shape, initializer);
            return;
        }

        if (initializer is null)
        {
            _hasUnassignedLocals = true;
            DeclareLocal(local, declarator);
            return;
        }

        int before = _findings.Count;
        if (LowerType(local.Type) is ArrayType && LowerScratch(initializer.Value, local) is { } scratch)
        {
            DeclareAlias(local, scratch);
            return;
        }

        Expression value = LowerValue(initializer.Value);
        if (_findings.Count > before && LowerType(local.Type) is null)
            return;
        if (DeclareLocal(local, declarator) is { } variable && Fits(variable.Type, value.Type))
            _block.Add(new Assign(variable, value));
    }

    /// <summary>Gives the local a variable; null, and a report, where its type has no place in the language.</summary>
    private Variable? DeclareLocal(ILocalSymbol local, IOperation declarator)
    {
        if (LowerType(local.Type) is not { } type)
        {
            RefuseType(local.Type, declarator);
            return null;
        }

        var variable = new Variable(_names.Declare(local.Name), type);
        _variables[local] = variable;
        return variable;
    }

    private void RefuseStatement(IOperation operation)
    {
        SyntaxToken first = operation.Syntax.GetFirstToken();
        (string id, bool isWhole) = operation switch
        {
            ITryOperation or IThrowOperation => (Ids.Exceptions, false),
            ILockOperation or IUsingOperation or IUsingDeclarationOperation => (Ids.Resources, false),
            IReturnOperation => (Ids.AsyncAndIterators, false),
            ILabeledOperation or IBranchOperation => (Ids.Jumps, false),
            ILocalFunctionOperation => (Ids.LocalFunctions, true),
            _ => (RefusedSyntax.IdOf(operation.Syntax), false),
        };
        if (operation is ILocalFunctionOperation function)
            Report(id, FunctionNameOf(function), function.Symbol.Name);
        else if (isWhole)
            Report(id, operation);
        else
            Report(id, PlaceOf(first), first.ValueText);
        foreach (IOperation child in Inner(operation))
            Capture(() => LowerStatement(child));
    }

    /// <summary>The blocks inside a statement that is refused: what is wrong in them is reported too.</summary>
    private static IEnumerable<IOperation> Inner(IOperation operation) => operation switch
    {
        ITryOperation @try => [@try.Body, .. @try.Catches.Select(@catch => @catch.Handler), .. @try.Finally is { } last ? [last] : (IOperation[])[]],
        ILockOperation @lock => [@lock.Body],
        IUsingOperation @using => [@using.Body],
        ILabeledOperation { Operation: { } labeled } => [labeled],
        _ => [],
    };

    private Place FunctionNameOf(ILocalFunctionOperation function)
        => function.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.LocalFunctionStatementSyntax syntax
            ? PlaceOf(syntax.Identifier)
            : PlaceOf(function.Syntax);
}
