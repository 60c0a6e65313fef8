using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Elements that are written, and memory that is made. A place is a variable, as a use of it, or an element.</summary>
internal sealed partial class FunctionLowering
{
    private readonly List<MemoryWrite> _writes = [];
    private readonly List<ScratchSite> _scratch = [];
    private readonly List<MemoryCall> _sites = [];
    private Dictionary<IrType, Variable> _emptyRows = [];
    private List<Statement> _prologue = [];
    private bool _isReturning;

    /// <summary>The place that is assigned; null, and a report, where there is none that may be.</summary>
    private Expression? LowerPlace(IOperation target)
    {
        if (target is IParenthesizedOperation parenthesized)
            return LowerPlace(parenthesized.Operand);
        if (AssignedSymbols.SymbolOf(target) is { } symbol && _referredElements.TryGetValue(symbol, out Element? referred))
            return referred;
        if (InstanceOf(target) is null || VariablesOf(target) is Use)
            return LowerTarget(target) is { } variable ? new Use(variable) : null;
        int before = _findings.Count;
        if (LowerValue(target) is Element { Type: not ArrayType } element)
            return element;
        if (_findings.Count == before)
            Report(Ids.ElementWrites, target);
        return null;
    }

    /// <summary>The same, with an element's array and index in variables that stay as they are: it can be read and written.</summary>
    private Expression? LowerFixedPlace(IOperation target)
    {
        Expression? place = LowerPlace(target);
        return place is Element element ? new Element(Atomic(element.Array, "row"), Fixed(element.Index)) : place;
    }

    private Expression Atomic(Expression value, string name) => value.IsAtom() ? value : Keep(value, name);

    private Expression Fixed(Expression index)
        => index is Indices indices
            ? new Indices(indices.Values.Select(value => Atomic(value, "index")).ToEquatableArray())
            : Atomic(index, "index");

    /// <summary>What the element is one of; null where the operation is no element.</summary>
    private static IOperation? InstanceOf(IOperation target) => target switch
    {
        IArrayElementReferenceOperation element => element.ArrayReference,
        IImplicitIndexerReferenceOperation element => element.Instance,
        IPropertyReferenceOperation { Property.IsIndexer: true } element => element.Instance,
        _ => null,
    };

    private Expression Store(Element place, Expression value, IOperation source)
    {
        if (place.Type != value.Type)
            return Refuse(source, Ids.Unsupported);
        Write(place, source);
        _block.Add(new Store(place.Array, place.Index, value));
        return value;
    }

    /// <summary>Notes that the memory of an element, or of an array, is written here.</summary>
    private void Write(Expression place, IOperation source)
        => _writes.Add(new MemoryWrite(place is Element element ? element.Array : place, PlaceOf(source.Syntax), Excerpt(source.Syntax)));

    /// <summary>
    /// New memory: an array or stack that is made with a length, with elements, or by a collection expression; null where the operation
    /// is none of these.
    /// </summary>
    /// <param name="local">The local that is going to name it.</param>
    private Expression? LowerScratch(IOperation operation, ILocalSymbol? local)
    {
        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return LowerScratch(parenthesized.Operand, local);
            case IConversionOperation { Operand: IArrayCreationOperation or ICollectionExpressionOperation } conversion
                when LowerType(conversion.Type) is ArrayType { Rank: 1 } type:
                return LowerScratch(conversion.Operand, type, local);
            case IConditionalOperation conditional:
                return LowerChosenScratch(conditional, local);
            default:
                return LowerType(operation.Type) is ArrayType { Rank: 1 } own ? LowerScratch(operation, own, local)
                    : operation is IArrayCreationOperation grid && LowerType(operation.Type) is ArrayType { Kind: ArrayKind.Array } shape
                        ? LowerGrid(grid, shape, local)
                    : operation is IArrayCreationOperation or ICollectionExpressionOperation || IsStackAllocation(operation)
                        ? RefuseScratch(operation)
                    : null;
        }
    }

    private Expression? LowerScratch(IOperation operation, ArrayType type, ILocalSymbol? local)
    {
        if (type.Element is ArrayType && operation is IArrayCreationOperation or ICollectionExpressionOperation)
            return RefuseScratch(operation);
        switch (operation)
        {
            case IArrayCreationOperation { Initializer: { } initializer }:
                return Filled(initializer.ElementValues, type, operation, local);
            case IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes }:
                return Cleared(sizes[0], type, operation, local);
            case ICollectionExpressionOperation { Elements: var elements } when elements.Any(element => element is ISpreadOperation):
                return Spread(elements, type, operation, local);
            case ICollectionExpressionOperation collection:
                return Filled(collection.Elements, type, operation, local);
            case var stack when IsStackAllocation(stack):
            {
                List<IOperation> parts = [.. stack.ChildOperations];
                bool hasElements = stack.Syntax
                    is ImplicitStackAllocArrayCreationExpressionSyntax or StackAllocArrayCreationExpressionSyntax { Initializer: not null };
                return hasElements ? Filled([.. parts.Skip(1)], type, operation, local) : Cleared(parts[0], type, operation, local);
            }

            default:
                return null;
        }
    }

    private Expression RefuseScratch(IOperation operation)
    {
        if (operation.Type is IArrayTypeSymbol { ElementType: { } element } && LowerType(element) is null && !Types.IsBroken(element))
            RefuseType(element, operation);
        else
            Report(Ids.ScratchArrays, operation);
        return Placeholder(operation.Type);
    }

    /// <summary><c>new T[n, m]</c>, with or without elements.</summary>
    private Expression LowerGrid(IArrayCreationOperation creation, ArrayType type, ILocalSymbol? local)
    {
        Expression[] sizes = LowerInOrder([.. creation.DimensionSizes]);
        if (sizes.Any(size => size.Type != IrType.Int))
            return RefuseScratch(creation);
        sizes = [.. sizes.Select(size => Atomic(size, "length"))];
        (Variable memory, Expression array) = Allocate(new Indices(sizes.ToEquatableArray()), type, creation, local);
        _block.Add(new Fill(new Use(memory), Constants.Zero(type.Element)));
        if (creation.Initializer is { } initializer)
            StoreElements(initializer, [], memory, type);
        return array;
    }

    private void StoreElements(IArrayInitializerOperation initializer, EquatableArray<Expression> position, Variable memory, ArrayType type)
    {
        for (int i = 0; i < initializer.ElementValues.Length; i++)
        {
            EquatableArray<Expression> at = [.. position, Int(i)];
            if (initializer.ElementValues[i] is IArrayInitializerOperation nested)
            {
                StoreElements(nested, at, memory, type);
                continue;
            }

            Expression value = LowerValue(initializer.ElementValues[i]);
            if (value.Type == type.Element)
                _block.Add(new Store(new Use(memory), new Indices(at), value));
            else if (_findings.Count == 0)
                RefuseScratch(initializer);
        }
    }

    private static bool IsStackAllocation(IOperation operation)
        => operation.Kind == OperationKind.None
            && operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax;

    /// <summary><c>b ? stackalloc double[m] : new double[n]</c>: one memory, whose length depends.</summary>
    private Expression? LowerChosenScratch(IConditionalOperation conditional, ILocalSymbol? local)
    {
        if (LowerType(conditional.Type) is not ArrayType { Rank: 1 } type
            || SizeOf(conditional.WhenTrue) is not { } then
            || SizeOf(conditional.WhenFalse) is not { } @else)
            return null;
        Expression condition = LowerValue(conditional.Condition);
        Expression length = LowerChoice(condition, () => LowerValue(then), () => LowerValue(@else), conditional);
        return Cleared(length, type, conditional, local);
    }

    /// <summary>The size of new memory that starts with zeros; null where it is no such memory.</summary>
    private static IOperation? SizeOf(IOperation? operation) => operation switch
    {
        IConversionOperation conversion => SizeOf(conversion.Operand),
        IParenthesizedOperation parenthesized => SizeOf(parenthesized.Operand),
        IArrayCreationOperation { Initializer: null, DimensionSizes: { Length: 1 } sizes } => sizes[0],
        { Syntax: StackAllocArrayCreationExpressionSyntax { Initializer: null } } when IsStackAllocation(operation)
            => operation.ChildOperations.First(),
        _ => null,
    };

    private Expression Cleared(IOperation size, ArrayType type, IOperation source, ILocalSymbol? local)
    {
        Expression length = LowerValue(size);
        if (length.Type == IrType.Int)
            return Cleared(length, type, source, local);
        Report(Ids.IndexTypes, size, Excerpt(size.Syntax), size.Type is null ? "?" : Types.Display(size.Type));
        return Placeholder(type);
    }

    private Expression Cleared(Expression length, ArrayType type, IOperation source, ILocalSymbol? local)
    {
        (Variable memory, Expression array) = Allocate(length, type, source, local);
        _block.Add(new Fill(new Use(memory), Constants.Zero(type.Element)));
        return array;
    }

    private Expression Filled(IReadOnlyList<IOperation> elements, ArrayType type, IOperation source, ILocalSymbol? local)
    {
        if (elements.Count == 0)
            return EmptyRow(type);
        if (elements.All(element => element.ConstantValue.HasValue))
        {
            var table = new Table(elements.Select(LowerValue).ToEquatableArray(), type.Element);
            if (table.Values.Any(value => value.Type != type.Element))
                return RefuseScratch(source);
            if (type.Kind == ArrayKind.ReadOnlySpan)
                return table;
            (Variable copy, Expression copied) = Allocate(Int(elements.Count), type, source, local);
            _block.Add(new Copy(table, new Use(copy)));
            return copied;
        }

        (Variable memory, Expression array) = Allocate(Int(elements.Count), type, source, local);
        for (int i = 0; i < elements.Count; i++)
        {
            Expression value = LowerValue(elements[i]);
            if (value.Type != type.Element)
                return _findings.Count > 0 ? array : RefuseScratch(source);
            _block.Add(new Store(new Use(memory), Int(i), value));
        }

        return array;
    }

    /// <summary><c>[.. row, x]</c>: all is evaluated, then the memory is made.</summary>
    private Expression Spread(IReadOnlyList<IOperation> elements, ArrayType type, IOperation source, ILocalSymbol? local)
    {
        var values = new List<Expression>();
        Expression length = Int(0);
        foreach (IOperation element in elements)
        {
            Expression value = LowerValue(element is ISpreadOperation spread ? spread.Operand : element);
            bool fits = element is ISpreadOperation
                ? value.Type is ArrayType { Rank: 1 } row && row.Element == type.Element
                : value.Type == type.Element;
            if (!fits)
                return _findings.Count > 0 ? Placeholder(type) : RefuseScratch(source);
            value = Keep(value, element is ISpreadOperation ? "spread" : "element");
            values.Add(value);
            length = Sum(length, value.Type is ArrayType ? new Length(value) : Int(1));
        }

        (Variable memory, Expression array) = Allocate(Keep(length, "length"), type, source, local);
        Expression start = Int(0);
        foreach (Expression value in values)
        {
            if (value.Type is ArrayType)
                _block.Add(new Copy(value, new Slice(new Use(memory), start, new Length(value))));
            else
                _block.Add(new Store(new Use(memory), start, value));
            start = Atomic(Sum(start, value.Type is ArrayType ? new Length(value) : Int(1)), "start");
        }

        return array;
    }

    private static Expression Sum(Expression left, Expression right) => (left, right) switch
    {
        (IntegerLiteral { Value: 0 }, _) => right,
        (IntegerLiteral first, IntegerLiteral second) => Int(first.Value + second.Value),
        _ => new Binary(BinaryOperator.Add, left, right, Checked: true),
    };

    /// <summary>A copy of the row in memory of its own.</summary>
    private Expression CopyOf(Expression row, ITypeSymbol? type, IOperation source)
    {
        if (row.Type is not ArrayType { Rank: 1, Element: not ArrayType } from || LowerType(type) is not ArrayType to)
            return row is Member { Text: "?" } ? row : RefuseScratch(source);
        Expression original = Atomic(row, "row");
        (Variable memory, Expression array) = Allocate(new Length(original), to with { Element = from.Element }, source, null);
        _block.Add(new Copy(original, new Use(memory)));
        return array;
    }

    /// <summary>Memory, and an array of the C# type that names it.</summary>
    private (Variable Memory, Expression Array) Allocate(Expression length, ArrayType type, IOperation source, ILocalSymbol? local)
    {
        string name = local is null ? _names.Invent("scratch") : _names.Declare(local.Name);
        var memory = new Variable(name, type.Rank > 1 ? type : new ArrayType(type.Element, ArrayKind.Span));

        // What is returned outlives its block. After a return nothing is made any more, so that one piece of memory does for all rounds
        // of a loop.
        (_isReturning && length is IntegerLiteral ? _prologue : _block).Add(new Allocate(memory, length));
        _scratch.Add(new ScratchSite(memory, PlaceOf(source.Syntax), Excerpt(source.Syntax)));
        var array = new Variable(_names.Temporary(NameSupply.Plain(memory.Name)), type);
        _block.Add(new Assign(array, new Use(memory)));
        return (memory, new Use(array));
    }

    /// <summary>A local that names an array.</summary>
    private void DeclareAlias(ILocalSymbol local, Expression array)
    {
        // No other variable names new memory, so that the local can be that variable.
        if (array is Use { Variable: { } alias } && Fits(LowerType(local.Type)!, alias.Type) && NameSupply.IsTemporary(alias))
        {
            _variables[local] = alias;
            return;
        }

        var variable = new Variable(_names.Declare(local.Name), LowerType(local.Type)!);
        _variables[local] = variable;
        if (Fits(variable.Type, array.Type))
            _block.Add(new Assign(variable, array));
    }

    /// <summary>
    /// A row without elements. One that could be written to is memory, made at the start of the function, where every block can use it.
    /// </summary>
    private Expression EmptyRow(ArrayType type)
    {
        if (type.Kind == ArrayKind.ReadOnlySpan)
            return new Table([], type.Element);
        if (!_emptyRows.TryGetValue(type.Element, out Variable? row))
        {
            row = new Variable(_names.Invent("empty"), new ArrayType(type.Element, ArrayKind.Span));
            _emptyRows.Add(type.Element, row);
            _prologue.Add(new Allocate(row, Int(0)));
        }

        return new Use(row);
    }

    private static IntegerLiteral Int(long value) => new(value, IrType.Int);
}
