using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

internal sealed partial class FunctionLowering
{
    private readonly LoopBounds _bounds = new();

    private void LowerFor(IForLoopOperation loop)
    {
        CountedLoop? counted = CountedLoop.Recognize(loop);
        Expression? from = LowerInitializers(loop, counted?.Index);
        if (counted is not null && from is not null && TryLowerCounted(loop, counted, from))
            return;
        if (counted is not null && from is not null)
            _block.Add(new Assign(_variables[counted.Index], from));
        LowerGeneral(loop.Condition, loop.Body, loop.AtLoopBottom);
    }

    /// <summary>Lowers what stands before the first semicolon, all but the assignment of the index, whose first value is returned.</summary>
    private Expression? LowerInitializers(IForLoopOperation loop, ILocalSymbol? index)
    {
        Expression? from = null;
        foreach (IOperation operation in loop.Before)
        {
            if (index is null || operation is not IVariableDeclarationGroupOperation group)
            {
                LowerStatement(operation);
                continue;
            }

            foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
            {
                int mark = _block.Count;
                if (SymbolEqualityComparer.Default.Equals(declarator.Symbol, index) && declarator.Initializer is { } first)
                {
                    from = LowerValue(first.Value);
                    DeclareLocal(index, declarator);
                    continue;
                }

                LowerDeclarator(declarator, declarator.Initializer);
                if (from is not null)
                {
                    Expression[] kept = [from];
                    KeepOrder(kept, 1, mark);
                    from = kept[0];
                }
            }
        }

        return from;
    }

    private bool TryLowerCounted(IForLoopOperation loop, CountedLoop counted, Expression from)
    {
        Expression bound = LowerValue(counted.Bound);
        Variable index = _variables[counted.Index];
        if (from.Type != IrType.Int || bound.Type != IrType.Int)
            return false;
        Expression? to = _bounds.Exclusive(counted.Relation, from, bound, counted.Step, CountedLoop.MayEndEarly(loop));
        if (to is null)
            return false;
        _bounds.Enter(index, from, counted.Step);
        EquatableArray<Statement> body = LowerArm(loop.Body);
        _block.Add(new For(index, from, to, counted.Step, body));
        return true;
    }

    private void LowerWhile(IWhileLoopOperation loop)
    {
        if (loop.ConditionIsUntil || loop.Condition is null)
        {
            RefuseStatement(loop);
            return;
        }

        if (loop.ConditionIsTop)
        {
            LowerGeneral(loop.Condition, loop.Body, []);
            return;
        }

        // do … while: the condition is evaluated after the body, also when the body ends with continue.
        Variable again = Temporary("again", IrType.Bool);
        _block.Add(new Assign(again, new BooleanLiteral(true)));
        EquatableArray<Statement> body = LowerArm(loop.Body);
        EquatableArray<Statement> step = Capture(() => _block.Add(new Assign(again, LowerValue(loop.Condition))));
        _block.Add(new While(new Use(again), body, step));
    }

    /// <summary>A loop that tests before each iteration. What the test does besides giving a value, it does at the start of the body.</summary>
    private void LowerGeneral(IOperation? test, IOperation body, IReadOnlyList<IOperation> bottom)
    {
        Expression condition = new BooleanLiteral(true);
        EquatableArray<Statement> effects = test is null ? [] : Capture(() => condition = LowerValue(test));
        EquatableArray<Statement> block = LowerArm(body);
        EquatableArray<Statement> step = Capture(() => LowerBlock(bottom));
        if (effects.IsEmpty)
        {
            _block.Add(new While(condition, block, step));
            return;
        }

        If leave = new(new Unary(UnaryOperator.Not, condition), [new Break()], []);
        _block.Add(new While(new BooleanLiteral(true), [.. effects, leave, .. block], step));
    }

    private void LowerForEach(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection;
        if (collection is IConversionOperation { IsImplicit: true } conversion && LowerType(conversion.Type) is not ArrayType)
            collection = conversion.Operand;
        if (loop.IsAsynchronous || LowerType(collection.Type) is not ArrayType { Rank: 1 }
            || loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { } local } declarator)
        {
            RefuseForEach(loop, collection);
            return;
        }

        // The loop keeps the row that it has begun with.
        Expression array = LowerValue(collection);
        if (array.Type is ArrayType && array is not Member)
            array = Keep(array, "row");
        Variable index = new(_names.Invent(local.Name + "Index"), IrType.Int);
        if (local.RefKind != RefKind.None && array.Type is ArrayType { Element: not ArrayType })
        {
            LowerForEachReference(loop, local, array, index);
            return;
        }

        Variable? element = DeclareLocal(local, declarator);
        if (element?.Type is IntegerType && array.Type is ArrayType row && row.Element != element.Type)
        {
            // C# inserts a cast, whose overflow depends on the project's settings.
            Report(Ids.Operators, declarator, local.Name);
            element = null;
        }

        if (array.Type is not ArrayType || element is null)
        {
            LowerArm(loop.Body);
            return;
        }

        var zero = new IntegerLiteral(0, IrType.Int);
        _bounds.Enter(index, zero, 1);
        var first = new Assign(element, ConvertTo(new Element(array, new Use(index)), element.Type, isChecked: false));
        _block.Add(new For(index, zero, new Length(array), 1, [first, .. LowerArm(loop.Body)]));
    }

    /// <summary><c>foreach (ref double e in row)</c>: the local is another name for each element.</summary>
    private void LowerForEachReference(IForEachLoopOperation loop, ILocalSymbol local, Expression array, Variable index)
    {
        var zero = new IntegerLiteral(0, IrType.Int);
        _bounds.Enter(index, zero, 1);
        _referredElements[local] = new Element(array, new Use(index));
        Write(array, loop.LoopControlVariable);
        _block.Add(new For(index, zero, new Length(array), 1, LowerArm(loop.Body)));
    }

    private void RefuseForEach(IForEachLoopOperation loop, IOperation collection)
    {
        if (loop.IsAsynchronous)
            Report(Ids.AsyncAndIterators, PlaceOf(loop.Syntax.GetFirstToken()), loop.Syntax.GetFirstToken().ValueText);
        else if (LowerType(collection.Type) is not ArrayType { Rank: 1 })
            RefuseCollection(collection);
        else
            Report(loop.LoopControlVariable is IVariableDeclaratorOperation ? Ids.References : Ids.Tuples, loop.LoopControlVariable);
        foreach (ILocalSymbol local in loop.Locals)
        {
            if (LowerType(local.Type) is { } type)
                _variables[local] = new Variable(_names.Declare(local.Name), type);
        }

        LowerArm(loop.Body);
    }

    private void RefuseCollection(IOperation collection)
    {
        bool isReported = collection is IParameterReferenceOperation or ILocalReferenceOperation && !Types.IsBroken(collection.Type)
            && RefusedTypes.IdOf(collection.Type!) != Ids.UnsupportedTypes;
        if (collection is IInvocationOperation { TargetMethod: { } method } && method.IsIn("System.Linq"))
            LowerValue(collection);
        else if (!isReported && collection.Type is not null)
            Report(Ids.Collections, collection, Excerpt(collection.Syntax), Types.Display(collection.Type));
    }
}
