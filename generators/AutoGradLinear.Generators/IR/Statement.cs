namespace AutoGradLinear.Generators.IR;

/// <summary>A statement. Which kinds may appear, and how often a variable is assigned, depends on the form; see <see cref="Form"/>.</summary>
internal abstract record Statement
{
    public sealed override string ToString() => IrPrinter.Print(this);
}

/// <summary>The two forms of a function's body.</summary>
internal enum Form
{
    /// <summary>
    /// As people write and as C# is printed: variables are assigned any number of times; <see cref="Break"/>, <see cref="Continue"/> and
    /// <see cref="Return"/> stand anywhere; no statement has merges or carries.
    /// </summary>
    Surface,

    /// <summary>
    /// As the transformations want it: every variable is assigned once and its definition dominates its uses; values leave a branch through
    /// <see cref="Merge"/> and go round a loop through <see cref="Carry"/>; there is one <see cref="Return"/>, at the end; there is no <see cref="Invoke"/>.
    /// </summary>
    Core,
}

/// <summary><c>target = value</c>.</summary>
internal sealed record Assign(Variable Target, Expression Value) : Statement;

/// <summary><c>array[index] = value</c>.</summary>
internal sealed record Store(Expression Array, Expression Index, Expression Value) : Statement;

/// <summary><c>array[index] += value</c>.</summary>
/// <param name="IsOrdered">Whether it is the source's own: the sum has the bits that the source's order of additions gives. Adjoints may be summed in any order.</param>
internal sealed record Accumulate(Expression Array, Expression Index, Expression Value, bool IsOrdered = false) : Statement;

/// <summary>Every element of <c>array</c> becomes <c>value</c>.</summary>
internal sealed record Fill(Expression Array, Expression Value) : Statement;

/// <summary><c>source.CopyTo(target)</c>: the elements of <c>source</c>, as they are before, become the first ones of <c>target</c>; the two may overlap.</summary>
internal sealed record Copy(Expression Source, Expression Target) : Statement;

/// <summary>
/// <c>target[k] = function(arguments…[k])</c> for all k, by <c>TensorPrimitives</c>: a function of the derivative table, of rows of one length and of numbers.
/// </summary>
internal sealed record Map(string Function, EquatableArray<Expression> Arguments, Expression Target) : Statement;

/// <summary>
/// New scratch memory with arbitrary contents that lives as long as the block in which it is made. The variable is assigned nowhere else. The length of memory with several
/// dimensions is <see cref="Indices"/>, or, for memory of the shape of a parameter, the <see cref="Length"/> of that.
/// </summary>
internal sealed record Allocate(Variable Array, Expression Length) : Statement;

/// <summary>A value that leaves a branch: <c>result</c> is <c>then</c> or <c>else</c>, according to the arm that ran.</summary>
internal sealed record Merge(Variable Result, Expression Then, Expression Else);

/// <summary><c>if (condition) then else else</c>, and in core form the values that leave it.</summary>
internal sealed record If(
    Expression Condition,
    EquatableArray<Statement> Then,
    EquatableArray<Statement> Else,
    EquatableArray<Merge> Merges = default) : Statement;

/// <summary>
/// A value that goes round a loop: <c>inner</c> is <c>initial</c> in the first iteration and the previous iteration's <c>next</c> in every other;
/// <c>result</c> is what it would be in the iteration after the last.
/// </summary>
internal sealed record Carry(Variable Inner, Expression Initial, Expression Next, Variable Result);

/// <summary>
/// A loop whose iterations are counted: <c>index</c> runs from <c>from</c> by <c>step</c> while it is below <c>to</c> (above it, for a negative step).
/// The bounds are evaluated once, before the first iteration; the body does not assign the index. In core form the step is 1 or −1.
/// </summary>
/// <param name="Mirrors">
/// For a loop of a backward sweep, the index of the forward loop whose iterations it takes in the opposite order, or what a forward
/// <see cref="While"/> carries to count its rounds; its own index has the same value.
/// </param>
internal sealed record For(
    Variable Index,
    Expression From,
    Expression To,
    int Step,
    EquatableArray<Statement> Body,
    EquatableArray<Carry> Carries = default,
    Variable? Mirrors = null) : Statement;

/// <summary>
/// Any other loop. In core form the condition speaks of the carried values and of values from outside, and <see cref="Step"/> is empty;
/// in surface form <see cref="Step"/> runs after the body, also when the body ends with <see cref="Continue"/>.
/// </summary>
internal sealed record While(
    Expression Condition,
    EquatableArray<Statement> Body,
    EquatableArray<Statement> Step = default,
    EquatableArray<Carry> Carries = default) : Statement;

/// <summary>Leaves the innermost loop. Surface form only.</summary>
internal sealed record Break : Statement;

/// <summary>Goes on with the innermost loop's next iteration. Surface form only.</summary>
internal sealed record Continue : Statement;

/// <summary>Ends the call with the function's results, in the order of <see cref="Function.Results"/>.</summary>
internal sealed record Return(EquatableArray<Expression> Values) : Statement;

/// <summary>
/// Calls a function of the module, or an external one. Array arguments are passed as they are; the callee may write to their elements. In surface form the argument of a
/// <see cref="ParameterRole.Reference"/> parameter is the place that the callee reads and assigns: a variable, or an element whose index is an atom.
/// </summary>
/// <param name="Writes">For each argument whether the callee writes to its elements; where nothing is said it may, unless the type forbids it.</param>
/// <param name="Site">For an augmented primal and the reverse that undoes it, the number of the call that both come from; no other two share one.</param>
/// <param name="External">For an external function, which no module has. It reads arrays; its pullback adds to the shadows behind them.</param>
/// <param name="Uses">For each argument what the callee does with its elements, where that has been found out.</param>
internal sealed record Call(
    EquatableArray<Variable> Results,
    string Function,
    EquatableArray<Expression> Arguments,
    EquatableArray<bool> Writes = default,
    int? Site = null,
    ExternalFunction? External = null,
    EquatableArray<ElementUse> Uses = default) : Statement
{
    /// <summary>The arrays among the arguments with whose elements the callee is known to do this.</summary>
    public IEnumerable<Expression> ArraysThat(Func<ElementUse, bool> does)
        => Arguments.Where((argument, i) => argument.Type is ArrayType && does(Uses[i]));

    /// <summary>The arrays among the arguments to whose elements the callee may write.</summary>
    public IEnumerable<Expression> Written => Arguments.Where((argument, i) => argument.Type is ArrayType array
        && (i < Writes.Count ? Writes[i] : array.Kind is not (ArrayKind.ReadOnlySpan or ArrayKind.ReadOnlyTensorSpan)));
}

/// <summary>
/// A stack of values that the forward sweep leaves for the backward sweep. Restores take values in the opposite order of saves.
/// Where the values are kept is decided last.
/// </summary>
internal sealed record Slot(string Name, IrType Type);

/// <summary>Puts a value onto a slot.</summary>
internal sealed record Save(Slot Slot, Expression Value) : Statement;

/// <summary>Takes the last value off a slot.</summary>
internal sealed record Restore(Variable Target, Slot Slot) : Statement;
