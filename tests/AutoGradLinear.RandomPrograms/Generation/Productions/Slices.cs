using AutoGradLinear.RandomPrograms.Language;

namespace AutoGradLinear.RandomPrograms.Generation.Productions;

/// <summary>Slices and ranges, which alias what they are cut from; copying, filling and clearing.</summary>
internal static class Slices
{
    public static readonly Production<Statement>[] Statements =
    [
        new(Feature.Slices, 4, DeclareBuffer),
        new(Feature.Slices, 2, DeclareRow),
        new(Feature.Slices, 1, Narrow),
        new(Feature.Slices, 2, Copy),
        new(Feature.Slices, 1, ToArray),
        new(Feature.Slices, 1, (make, scope, _) => Buffer(make, scope) is { } target
            ? make.Dice.Chance(50) ? Code.Do($"{target}.Clear();") : Code.Do($"{target}.Fill({make.Value(scope, 1)});")
            : null),
    ];

    /// <summary>A row to read: a name, or a part of one.</summary>
    public static Expression? Row(Maker make, Scope scope)
        => Elements.AnyRow(make, scope) is not { } row ? null
            : make.Weight(Feature.Slices) > 0 && make.Dice.Chance(35) ? Cut(make, scope, row, Kind.Row, out _)
            : Code.Of(Kind.Row, $"{row}");

    /// <summary>A buffer to write: a name, or a part of one, as a span.</summary>
    public static Expression? Buffer(Maker make, Scope scope)
        => Elements.AnyBuffer(make, scope) is not { } row ? null
            : make.Weight(Feature.Slices) > 0 && make.Dice.Chance(35) ? Cut(make, scope, row, Kind.Buffer, out _)
            : row.Kind == Kind.Array ? Code.Of(Kind.Buffer, $"{row}.AsSpan()")
            : Code.Of(Kind.Buffer, $"{row}");

    /// <summary>
    /// A part of a row with at least <paramref name="length"/> elements. Ranges of arrays would be copies; of spans they alias.
    /// </summary>
    private static Expression Cut(Maker make, Scope scope, Variable row, Kind kind, out int length)
    {
        Dice dice = make.Dice;
        string span = row.Kind == Kind.Array ? $"{row.Name}.AsSpan()" : row.Name;
        length = Math.Max(0, row.Length - 1);
        if (make.Weight(Feature.Exceptions) > 0 && dice.Next(15) == 0)
        {
            length = 0;
            Expression start = make.Whole(scope, 0);
            return dice.Chance(50) ? Code.Of(kind, $"{span}[{start}..]") : Code.Of(kind, $"{span}.Slice({start}, 1)");
        }

        switch (dice.Next(row.Length >= 2 ? 8 : 2))
        {
            case 0 when row.Length >= 1:
                return Code.Of(kind, $"{span}[1..]");
            case 1 or 0:
                length = row.Length;
                return Code.Of(kind, $"{span}.Slice(0)");
            case 2:
                return Code.Of(kind, $"{span}[..^1]");
            case 3:
                return Code.Of(kind, $"{span}.Slice(1)");
            case 4:
                length = 2;
                return Code.Of(kind, $"{span}.Slice({dice.Next(row.Length - 1)}, 2)");
            case 5:
                length = 2;
                return Code.Of(kind, $"{span}[{dice.Next(row.Length - 1)}..][..2]");
            case 6:
                length = 1;
                return Code.Of(kind, $"{span}[({make.Whole(scope, 1)} & 1)..{row.Length}]");
            default:
                return row.Kind == Kind.Array ? Code.Of(kind, $"{row}.AsSpan(1)") : Code.Of(kind, $"{span}[^{row.Length - 1}..]");
        }
    }

    private static Statement? DeclareBuffer(Maker make, Scope scope, int depth)
    {
        if (Elements.AnyBuffer(make, scope) is not { } row)
            return null;
        Expression cut = Cut(make, scope, row, Kind.Buffer, out int length);
        Variable slice = scope.Fresh("q", Kind.Buffer) with { Length = length, IsOnStack = row.IsOnStack, IsAssignable = !row.IsOnStack };
        scope.Declare(slice);
        return Code.Do($"{Kind.Buffer} {slice} = {cut};");
    }

    private static Statement? DeclareRow(Maker make, Scope scope, int depth)
    {
        if (Elements.AnyRow(make, scope) is not { } row)
            return null;
        Expression cut = Cut(make, scope, row, Kind.Row, out int length);
        Variable slice = scope.Declare(scope.Fresh("r", Kind.Row) with { Length = length, IsWritable = false, IsOnStack = row.IsOnStack });
        return Code.Do($"{Kind.Row} {slice} = {cut};");
    }

    /// <summary>A slice that moves on.</summary>
    private static Statement? Narrow(Maker make, Scope scope, int depth)
        => make.Dice.PickLate(scope.Writable(Kind.Buffer).Where(row => row.IsAssignable)) is { } row
            ? Code.Do($"if ({row}.Length > {Math.Max(row.Length, 1)}) {row} = {row}{make.Dice.Pick("[1..]", "[..^1]", ".Slice(1)")};")
            : null;

    /// <summary>From a row to a buffer that may overlap it; what is copied is one element or two, which fit.</summary>
    private static Statement? Copy(Maker make, Scope scope, int depth)
    {
        if (Elements.AnyRow(make, scope) is not { Length: >= 2 } source || Elements.AnyBuffer(make, scope) is not { Length: >= 2 } target)
            return null;
        int count = make.Dice.Between(1, 2);
        (int from, int to) = (make.Dice.Next(source.Length - count + 1), make.Dice.Next(target.Length - count + 1));
        string start = source.Kind == Kind.Array ? $"{source.Name}.AsSpan()" : source.Name;
        string end = target.Kind == Kind.Array ? $"{target.Name}.AsSpan()" : target.Name;
        return make.Dice.Chance(50)
            ? Code.Do($"{start}.Slice({from}, {count}).CopyTo({end}[{to}..]);")
            : Code.Do($"{start}[{from}..{from + count}].CopyTo({end}.Slice({to}, {count}));");
    }

    private static Statement? ToArray(Maker make, Scope scope, int depth)
    {
        if (Elements.AnyRow(make, scope) is not { } source)
            return null;
        bool isRange = source.Kind == Kind.Array && source.Length > 1 && make.Dice.Chance(50);
        int length = source.Length - (isRange ? 1 : 0);
        Variable copy = scope.Declare(scope.Fresh("p", Kind.Array) with { Length = length, IsAssignable = true });
        return isRange
            ? Code.Do($"{Kind.Array} {copy} = {source}[1..];")
            : Code.Do($"{Kind.Array} {copy} = {source}{(source.Kind == Kind.Array ? ".AsSpan()" : "")}.ToArray();");
    }
}
