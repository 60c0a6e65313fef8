using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Prints the body of a surface function as C#. A local is declared where it is first assigned if all its uses are in that block.</summary>
internal sealed partial class StatementWriter
{
    /// <summary>Larger buffers are rented; smaller ones live on the stack.</summary>
    private const int LargestOnStack = 256;

    private readonly IndentedWriter _writer;
    private readonly Function _function;
    private readonly HashSet<Variable> _declared;
    private readonly HashSet<string> _references;
    private readonly HashSet<string> _names;
    private readonly Dictionary<Slot, string> _tapes = [];
    private readonly CallWriter _calls;
    private readonly StructParameters? _structs;
    private readonly bool _usesVectors;
    private int _loops;

    private StatementWriter(IndentedWriter writer, Function function, CallWriter calls, bool usesVectors, StructParameters? structs)
    {
        (_structs, _usesVectors) = (structs, usesVectors);
        _calls = calls;
        _writer = writer;
        _function = function;
        _declared = [.. function.Parameters.Select(parameter => parameter.Variable)];
        _names = [.. function.Body.AllDefinitions().Concat(_declared).Select(variable => variable.Name)];
        _references = [.. function.Parameters.Where(parameter => parameter.Role == ParameterRole.Accumulator).Select(parameter => parameter.Variable.Name)];
    }

    /// <summary>Writes the statements between the braces of the method.</summary>
    /// <param name="usesVectors">Whether loops over rows may be done with vectors, which sum in another order.</param>
    public static void Write(IndentedWriter writer, Function function, CallWriter calls, bool usesVectors, StructParameters? structs = null)
    {
        var statements = new StatementWriter(writer, function, calls, usesVectors, structs);
        List<Slot> tapes = function.Body.AllStatements()
            .SelectMany(statement => statement is Save save ? [save.Slot] : statement is Restore restore ? [restore.Slot] : Array.Empty<Slot>())
            .Distinct().ToList();
        var made = new List<FrameTape>(calls.Frames.MadeBy(function));
        statements._names.UnionWith(made.Concat(calls.Frames.ParametersOf(function.Name)).Select(tape => tape.Name));
        foreach (Slot slot in tapes)
        {
            if (calls.Frames.Find(function, slot) is { } shared)
                statements._tapes.Add(slot, shared.Name);
            else
                made.Add(statements.NameTape(slot));
        }

        foreach (FrameTape tape in made)
            writer.Line($"var {tape.Name} = new {CallWriter.TapeOf(tape.Type)}();");
        if (made.Count == 0)
        {
            statements.WriteBlock(function.Body);
            return;
        }

        using (writer.Open("try"))
            statements.WriteBlock(function.Body);
        using (writer.Open("finally"))
        {
            foreach (FrameTape tape in made)
                writer.Line($"{tape.Name}.Dispose();");
        }
    }

    /// <summary>A name that neither another tape nor a local has.</summary>
    private FrameTape NameTape(Slot slot)
    {
        string name = Unused(NameSupply.Plain(slot.Name.Split('#')[0]) + "Tape");
        _tapes.Add(slot, name);
        return new FrameTape(name, slot.Type);
    }

    private string Unused(string plain)
    {
        string name = plain;
        for (int i = 2; !_names.Add(name); i++)
            name = plain + i;
        return name;
    }

    private void WriteBlock(EquatableArray<Statement> block)
    {
        for (int i = 0; i < block.Count; i++)
        {
            DeclareBefore(block, i);
            _open.Push((block, i));
            Write(block[i]);
            _open.Pop();
        }
    }

    /// <summary>
    /// Declares the variables that a nested block of this statement assigns and a later statement reads, or declares anew: the name would clash. What is only used inside
    /// nested blocks is declared there.
    /// </summary>
    private void DeclareBefore(EquatableArray<Statement> block, int position)
    {
        Statement statement = block[position];
        if (statement is Assign or Restore or Allocate or Call)
            return;
        List<Statement> later = block.Skip(position + 1).ToList();
        foreach (Variable variable in Assigned(statement).Where(variable => !_declared.Contains(variable)).Distinct().ToList())
        {
            if (!IsReadFirst(later, variable) && !IsDeclaredLater(later, variable))
                continue;
            _declared.Add(variable);
            bool needsValue = !IsAssignedFirst([statement], variable);
            _writer.Line($"{variable.Type.CSharp} {Names.Escape(variable.Name)}{(needsValue ? $" = {Default(variable.Type)}" : "")};");
        }
    }

    /// <summary>A type parameter without a constraint to structs may be a class, of which the compiler knows no better.</summary>
    private static string Default(IrType type) => type is RealType { Kind: RealKind.Generic, IsUnmanaged: false } ? "default!" : "default";

    /// <summary>Whether one of the statements declares the variable, or has it declared before itself: C# allows no declaration in an inner block before that.</summary>
    private static bool IsDeclaredLater(List<Statement> statements, Variable variable)
    {
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is not (If or For or While) ? statements[i].Definitions().Contains(variable)
                : Assigned(statements[i]).Contains(variable) && IsReadFirst(statements.Skip(i + 1), variable))
                return true;
        }

        return false;
    }

    /// <summary>Whether the statements may read the variable before they assign it.</summary>
    private static bool IsReadFirst(IEnumerable<Statement> statements, Variable variable)
    {
        foreach (Statement statement in statements)
        {
            if (statement.OwnExpressions().Any(expression => expression.Uses().Contains(variable)) || statement.Blocks().Any(block => IsReadFirst(block, variable)))
                return true;
            if (IsAssignedFirst([statement], variable))
                return false;
        }

        return false;
    }

    /// <summary>Whether the statements assign the variable on every path.</summary>
    private static bool IsAssignedFirst(IEnumerable<Statement> statements, Variable variable)
        => statements.Any(statement => statement is If @if
            ? IsAssignedFirst(@if.Then, variable) && IsAssignedFirst(@if.Else, variable)
            : statement is not (For or While) && statement.Definitions().Contains(variable));

    private static IEnumerable<Variable> Assigned(Statement statement)
        => new EquatableArray<Statement>([statement]).AllStatements().SelectMany(inner => inner is For ? [] : inner.Definitions());

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                if (assign.Target.Type is ArrayType)
                    _views[assign.Target] = assign.Value;
                WriteAssign(assign.Target, assign.Value);
                break;
            case Store { Value.Type: LanesType } store:
                _writer.Line(LaneText.Store(store, Text));
                break;
            case Accumulate { Value.Type: LanesType } accumulate:
                _writer.Line(LaneText.Accumulate(accumulate, Text));
                break;
            case Store store:
                _writer.Line($"{ElementText(store.Array, store.Index)} = {Text(store.Value)};");
                break;
            case Accumulate { Value: Unary { Operator: UnaryOperator.Negate } negated } accumulate:
                _writer.Line($"{ElementText(accumulate.Array, accumulate.Index)} -= {Text(negated.Operand)};");
                break;
            case Accumulate { Value: RealLiteral { Value: < 0 } literal } accumulate:
                _writer.Line($"{ElementText(accumulate.Array, accumulate.Index)} -= {Text(literal with { Value = -literal.Value })};");
                break;
            case Accumulate accumulate:
                _writer.Line($"{ElementText(accumulate.Array, accumulate.Index)} += {Text(accumulate.Value)};");
                break;
            case Fill { Value: RealLiteral { Value: 0 } or IntegerLiteral { Value: 0 } or BooleanLiteral { Value: false } } fill:
                _writer.Line(ArrayText.Clear(fill.Array, PrimaryText(fill.Array)));
                break;
            case Fill fill:
                _writer.Line(ArrayText.Fill(fill.Array, PrimaryText(fill.Array), Text(fill.Value)));
                break;
            case Copy copy:
                _writer.Line(ArrayText.Copy(copy, PrimaryText(copy.Source), Text(copy.Target)));
                break;
            case Map map:
                _writer.Line($"{FunctionText.Of(map)}({string.Join(", ", map.Arguments.Append(map.Target).Select(Text))});");
                break;
            case Call { External: { } external } call:
                foreach (string line in ExternalCallWriter.Write(call, external, _declared))
                    _writer.Line(line);
                break;
            case Call call:
                _writer.Line(_calls.Write(call, _declared));
                break;
            case Allocate allocate:
                WriteAllocation(allocate);
                break;
            case If @if:
                WriteIf(@if, "if");
                break;
            case For loop:
                WriteFor(loop);
                break;
            case While loop:
                using (_writer.Open($"while ({Text(loop.Condition)})"))
                    WriteLoopBody(loop.Body);
                break;
            case Save save:
                _writer.Line($"{_tapes[save.Slot]}.Push({Text(save.Value)});");
                break;
            case Restore restore:
                WriteAssign(restore.Target, $"{_tapes[restore.Slot]}.Pop()");
                break;
            case Return @return:
                WriteReturn(@return);
                break;
            default:
                throw new InvalidOperationException($"No C# for {statement.GetType().Name}.");
        }
    }

    private void WriteAssign(Variable target, Expression value)
    {
        if (_declared.Contains(target) && value is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide } binary
            && binary.Left.Equals(new Use(target)) && binary.Type is RealType or LanesType)
        {
            _writer.Line($"{Names.Escape(target.Name)} {IrPrinter.Symbol(binary.Operator)}= {Text(binary.Right)};");
            return;
        }

        WriteAssign(target, Text(value));
    }

    private void WriteAssign(Variable target, string value)
    {
        string declaration = _declared.Add(target) ? target.Type.CSharp + " " : "";
        _writer.Line($"{declaration}{Names.Escape(target.Name)} = {value};");
    }

    private void WriteAllocation(Allocate allocate)
    {
        IrType element = ((ArrayType)allocate.Array.Type).Element;
        string name = Names.Escape(allocate.Array.Name);
        if (allocate.Length is Indices)
        {
            _writer.Line($"{allocate.Array.Type.CSharp} {name} = new {element.CSharp}[{Text(allocate.Length)}];");
            _declared.Add(allocate.Array);
            return;
        }

        if (allocate is { Array.Type: ArrayType { Rank: > 1 } or ArrayType { Element: ArrayType } or ArrayType { Kind: ArrayKind.TensorSpan }, Length: Length { Array: var model } })
        {
            _writer.Line($"{allocate.Array.Type.CSharp} {name} = {ShapeChecks.Guards}.ZerosLike({Text(model)});");
            _declared.Add(allocate.Array);
            return;
        }

        _lengths[allocate.Array] = allocate.Length;
        string length = Text(allocate.Length);
        if (allocate.Length is not (Length or Use or IntegerLiteral))
        {
            string counted = Unused(allocate.Array.Name + "Length");
            _writer.Line($"int {counted} = {length};");
            length = counted;
        }

        string storage = Unused(allocate.Array.Name + "Storage");
        string onStack = _loops > 0 || element is RealType { Kind: RealKind.Generic, IsUnmanaged: false }
            ? "default"
            : StackOf(element, allocate.Length, length);
        _writer.Line($"using var {storage} = new global::AutoGradLinear.Numerics.Scratch<{element.CSharp}>({onStack}, {length});");
        _writer.Line($"global::System.Span<{element.CSharp}> {name} = {storage}.Span;");
        _declared.Add(allocate.Array);
    }

    private static string StackOf(IrType element, Expression length, string text) => length switch
    {
        IntegerLiteral { Value: >= 0 and <= LargestOnStack } => $"stackalloc {element.CSharp}[{text}]",
        IntegerLiteral => "default",
        Length => $"{text} <= {LargestOnStack} ? stackalloc {element.CSharp}[{text}] : default",
        _ => $"(uint){text} <= {LargestOnStack}u ? stackalloc {element.CSharp}[{text}] : default",
    };

    private void WriteIf(If @if, string keyword)
    {
        using (_writer.Open($"{keyword} ({Text(@if.Condition)})"))
            WriteNested(@if.Then);
        if (@if.Else.IsEmpty)
            return;
        if (@if.Else.Count == 1 && @if.Else[0] is If chained)
        {
            WriteIf(chained, "else if");
            return;
        }

        using (_writer.Open("else"))
            WriteNested(@if.Else);
    }

    private void WriteFor(For loop)
    {
        if (!WriteVectors(loop))
            WriteRounds(loop, Text(loop.From));
    }

    private void WriteRounds(For loop, string from)
    {
        string index = Names.Escape(loop.Index.Name);
        string condition = loop.Step > 0
            ? $"{index} < {ExpressionWriter.WriteOperand(loop.To)}"
            : loop.To is IntegerLiteral literal ? $"{index} >= {Text(literal with { Value = literal.Value + 1 })}" : $"{index} > {ExpressionWriter.WriteOperand(loop.To)}";
        using (_writer.Open($"for ({loop.Index.Type.CSharp} {index} = {from}; {condition}; {index}{(loop.Step > 0 ? "++" : "--")})"))
            WriteLoopBody(loop.Body);
    }

    /// <summary>A loop must not take more of the stack in every round.</summary>
    private void WriteLoopBody(EquatableArray<Statement> body)
    {
        _loops++;
        WriteNested(body);
        _loops--;
    }

    /// <summary>What a nested block declares is unknown after it.</summary>
    private void WriteNested(EquatableArray<Statement> block)
    {
        HashSet<Variable> outside = [.. _declared];
        WriteBlock(block);
        _declared.IntersectWith(outside);
    }

    private void WriteReturn(Return @return)
    {
        for (int i = _function.IsVoid ? 0 : 1; i < @return.Values.Count; i++)
        {
            string name = Names.Escape(_function.Results[i].Name);
            if (_structs?.Owns(_function.Results[i].Name) ?? false)
                continue;
            if (_references.Contains(_function.Results[i].Name) && @return.Values[i] is Binary { Operator: BinaryOperator.Add, Left: Use { Variable: var variable } } sum
                && variable.Name == _function.Results[i].Name)
                _writer.Line($"{name} += {Text(sum.Right)};");
            else if (@return.Values[i] is not Use use || use.Variable.Name != _function.Results[i].Name)
                _writer.Line($"{name} = {Text(@return.Values[i])};");
        }

        foreach (string assignment in _structs?.Assignments(result => Text(ValueOf(@return, result))) ?? [])
            _writer.Line(assignment);
        if (!_function.IsVoid && @return.Values.Count > 0)
            _writer.Line($"return {Text(@return.Values[0])};");
    }

    private Expression ValueOf(Return @return, string result) => @return.Values[_function.Results.TakeWhile(other => other.Name != result).Count()];

    private static string Text(Expression expression) => ExpressionWriter.Write(expression);

    /// <summary>The element; of an array with several dimensions or of rows, one index counts all elements.</summary>
    private static string ElementText(Expression array, Expression index)
        => array.Type is ArrayType { Rank: > 1 } or ArrayType { Element: ArrayType } && index is not Indices
            ? $"{ShapeChecks.Guards}.At({PrimaryText(array)}, {Text(index)})"
            : $"{PrimaryText(array)}[{ExpressionWriter.WriteIndex(array, index)}]";

    private static string PrimaryText(Expression expression) => ExpressionWriter.WritePrimary(expression);
}
