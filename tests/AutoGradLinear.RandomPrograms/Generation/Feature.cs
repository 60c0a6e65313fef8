namespace AutoGradLinear.RandomPrograms.Generation;

/// <summary>The parts of the language, each of which can be weighted and left out.</summary>
internal enum Feature
{
    /// <summary>Locals, assignment, arithmetic: always on.</summary>
    Core,

    /// <summary><c>if</c>, <c>else</c>, <c>?:</c>.</summary>
    Branches,

    /// <summary><c>switch</c>, as statement and expression, and <c>is</c>.</summary>
    Switches,

    /// <summary><c>for</c> up, down, triangular, endless, with a bound that moves; <c>while</c>, <c>do</c>, <c>foreach</c>.</summary>
    Loops,

    /// <summary><c>break</c>, <c>continue</c>, early <c>return</c>.</summary>
    Jumps,

    /// <summary>Parameters that are rows, read by index.</summary>
    Elements,

    /// <summary>Scratch arrays and stack storage, written, overwritten and swapped.</summary>
    Arrays,

    /// <summary>Parameters that the function writes.</summary>
    InOut,

    /// <summary>Slices and ranges, which alias; copying, filling and clearing.</summary>
    Slices,

    /// <summary>Arrays of two dimensions, and arrays of arrays.</summary>
    Grids,

    /// <summary>Tables of constants.</summary>
    Tables,

    /// <summary>Arrays of integers, which steer and are overwritten.</summary>
    WholeArrays,

    /// <summary>Tuples, deconstruction and swaps.</summary>
    Tuples,

    /// <summary>Record structs of reals.</summary>
    Structs,

    /// <summary>Enums.</summary>
    Enums,

    /// <summary>Static methods with results.</summary>
    Helpers,

    /// <summary>Static methods without a result, which overwrite buffers.</summary>
    VoidHelpers,

    /// <summary><c>ref</c>, <c>out</c> and <c>in</c> parameters of helpers.</summary>
    References,

    /// <summary>Helpers with a type parameter.</summary>
    Generics,

    /// <summary>Local functions, with what they capture.</summary>
    LocalFunctions,

    /// <summary>Methods that call themselves.</summary>
    Recursion,

    /// <summary>Assignment, <c>++</c> and calls with effects within expressions and conditions.</summary>
    SideEffects,

    /// <summary><c>float</c> among <c>double</c>.</summary>
    Singles,

    /// <summary>Functions of <c>Math</c>.</summary>
    Functions,

    /// <summary>Reductions of <c>TensorPrimitives</c>.</summary>
    Reductions,

    /// <summary>Indices out of range, division of integers by zero, overflow.</summary>
    Exceptions,
}
