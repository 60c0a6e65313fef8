using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Shifts;

/// <summary>How the elements of one piece of memory depend on m: those that loops up to one bound have filled, and the others.</summary>
/// <param name="Bound">The elements from 0 to below it are inside; null where all are alike.</param>
/// <param name="Inside">Null of memory that nothing was written to since it was made, which nobody reads.</param>
internal readonly record struct ElementShifts(Expression? Bound, Shift? Inside, Shift? Outside)
{
    public static ElementShifts Uniform(Shift? shift) => new(null, shift, shift);

    /// <summary>Of any element.</summary>
    public Shift Any => Join(Inside, Outside) ?? Shift.Free;

    public bool IsFree => Any.IsFree;

    /// <summary>Of the elements below a bound.</summary>
    public Shift? Below(Expression bound) => bound.Equals(Bound) ? Inside : Join(Inside, Outside);

    /// <summary>Where all elements below a bound have got another value.</summary>
    /// <param name="isAll">Whether there are no others.</param>
    public ElementShifts Filled(Expression bound, bool isAll, Shift? shift)
        => isAll ? Uniform(shift) : new(bound, shift, bound.Equals(Bound) ? Outside : Join(Inside, Outside));

    /// <summary>Where some element may have got another value.</summary>
    public ElementShifts With(Shift shift) => new(Bound, Join(Inside, shift), Join(Outside, shift));

    public ElementShifts Join(ElementShifts other)
        => Equals(Bound, other.Bound) || other.Bound is null ? new(Bound, Join(Inside, other.Inside), Join(Outside, other.Outside))
            : Bound is null ? other.Join(this)
            : Uniform(Join(Any, other.Any));

    /// <summary>The same, where every shift becomes another.</summary>
    public ElementShifts Map(Func<Shift, Shift> map)
        => new(Bound, Inside is { } inside ? map(inside) : null, Outside is { } outside ? map(outside) : null);

    private static Shift? Join(Shift? left, Shift? right) => left is { } x && right is { } y ? x.Join(y) : left ?? right;
}
