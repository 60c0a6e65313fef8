using System.Runtime.InteropServices;
using System.Text;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Carries the state of a run into a checkpoint or out of one, bit for bit. A state names its parts once, in order: an archive that saves keeps
/// what it is given, one that loads gives back what was kept. So the two directions cannot differ.
/// </summary>
internal abstract class StateArchive
{
    /// <summary>Longer rows are carried in pieces, as a span of bytes holds no more than 2³¹.</summary>
    private const int PieceLength = 1 << 20;

    private const int LongestText = 1 << 24;

    /// <summary>Keeps the bytes, or replaces them by what was kept.</summary>
    /// <exception cref="EndOfStreamException">Less was kept than is asked for.</exception>
    protected abstract void Carry(Span<byte> bytes);

    /// <summary>Carries a number, or a struct of numbers without gaps.</summary>
    /// <returns>The same when saving, what was kept when loading.</returns>
    public T Item<T>(T value)
        where T : unmanaged
    {
        Carry(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    /// <summary>Carries a number that may be missing.</summary>
    public double? Optional(double? value)
    {
        bool has = Item(value.HasValue);
        double number = Item(value ?? 0.0);
        return has ? number : null;
    }

    /// <summary>Carries a row in place.</summary>
    /// <exception cref="InvalidDataException">A row of another length was kept.</exception>
    public void Items<T>(Span<T> values)
        where T : unmanaged
    {
        int kept = Item(values.Length);
        if (kept != values.Length)
            throw new InvalidDataException($"{kept} values were kept where the run has {values.Length}.");
        for (int start = 0; start < values.Length; start += PieceLength)
            Carry(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(PieceLength, values.Length - start))));
    }

    /// <summary>Carries text.</summary>
    /// <exception cref="InvalidDataException">What was kept is no text.</exception>
    public string Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int length = Item(bytes.Length);
        if (length is < 0 or > LongestText)
            throw new InvalidDataException($"A text has the length {length}.");
        Array.Resize(ref bytes, length);
        Carry(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
