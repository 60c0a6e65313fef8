using System.IO.Compression;
using System.Text;

namespace AutoGradLinear.Mutations;

/// <summary>Damages the bytes of a file in one to three ways.</summary>
internal sealed class Mutator
{
    private static readonly string[] Numbers =
    [
        "-1", "0", "2147483647", "2147483648", "-2147483648", "4294967296", "9223372036854775808", "99999999999999999999999", "1e39", "-1e39", "1e309",
        "1e-400", "NaN", "nan", "Infinity", "-inf", "0x10", "1,5", "", "-", ".", "1e", "+", "00000000000000000000001", "1.7976931348623157e308",
    ];

    private static readonly byte[][] Magics =
    [
        [0x1F, 0x8B, 8, 0], [0x1F, 0x8B], [0, 0, 8, 255], [0, 0, 14, 4], [0, 0, 13, 2], [0, 0, 8, 1], [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0],
        [(byte)'P', (byte)'K', 3, 4], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFF, 0xFF, 0xFF, 0xFF],
    ];

    private static readonly uint[] Counts = [0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x00FFFFFF, 0x01000000, 65536, 1_000_001, 46341];

    private readonly byte[][] bombs = [Gzip(new byte[24 << 20]), Gzip(Repeated("1 1:1\n", 4 << 20)), Gzip(Repeated("-1 ", 4 << 20))];

    /// <summary>The bytes of a file, damaged.</summary>
    /// <param name="file">The valid file.</param>
    /// <param name="other">Another valid file, of this or another format, to splice from.</param>
    /// <param name="random">Decides.</param>
    public byte[] Mutate(SubjectFile file, byte[] other, Random random)
    {
        byte[] bytes = file.Content;

        // Half of the compressed files are damaged inside, so that checksums are right.
        bool isInside = file.IsCompressed && random.Next(2) == 0;
        if (file.IsCompressed && !isInside)
            bytes = Gzip(bytes);
        for (int i = random.Next(3); i >= 0; i--)
            bytes = Once(bytes, other, random);
        if (isInside)
            bytes = Gzip(bytes);
        if (random.Next(100) == 0)
            bytes = random.Next(2) == 0 ? bombs[random.Next(bombs.Length)] : [.. Gzip(file.Content), .. bombs[random.Next(bombs.Length)]];
        return bytes;
    }

    public static byte[] Gzip(byte[] content)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(content);
        return stream.ToArray();
    }

    private static byte[] Once(byte[] bytes, byte[] other, Random random)
    {
        (int start, int length) = Range(bytes.Length, random);
        switch (random.Next(16))
        {
            case 0:
                return bytes[..random.Next(bytes.Length + 1)];
            case 1:
                return FlipBits(bytes, random);
            case 2:
                (int from, int count) = Range(other.Length, random);
                return [.. bytes[..start], .. other[from..(from + count)], .. bytes[(start + length)..]];
            case 3:
                byte[] inserted = new byte[random.Next(1, 40)];
                random.NextBytes(inserted);
                return [.. bytes[..start], .. inserted, .. bytes[start..]];
            case 4:
                return [.. bytes[..start], .. bytes[(start + length)..]];
            case 5:
                return [.. bytes[..(start + length)], .. bytes[start..]];
            case 6 or 7:
                return ReplaceNumber(bytes, random);
            case 8:
                return Overwrite(bytes, 0, Magics[random.Next(Magics.Length)]);
            case 9:
                uint number = Counts[random.Next(Counts.Length)];
                byte[] size = [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];
                return Overwrite(bytes, random.Next(2) == 0 ? 4 * random.Next(1, 5) : start, size);
            case 10:
                return random.Next(2) == 0 ? [.. bytes, .. other] : [.. bytes, .. bytes];
            case >= 11 and <= 14:
                return ReplaceWord(bytes, random);
            default:
                byte[] filled = [.. bytes];
                filled.AsSpan(start, length).Fill((byte)(random.Next(3) switch { 0 => 0, 1 => 255, _ => random.Next(256) }));
                return filled;
        }
    }

    private static (int Start, int Length) Range(int total, Random random)
    {
        int start = random.Next(total + 1);
        return (start, random.Next(Math.Min(total - start, random.Next(2) == 0 ? 8 : total) + 1));
    }

    private static byte[] FlipBits(byte[] bytes, Random random)
    {
        byte[] flipped = [.. bytes];
        for (int i = random.Next(1, 9); i > 0 && flipped.Length > 0; i--)
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    /// <summary>Replaces a run of digits by another number, or something that is none.</summary>
    private static byte[] ReplaceNumber(byte[] bytes, Random random)
    {
        (int start, int end) = Run(bytes, random, char.IsAsciiDigit);
        return [.. bytes[..start], .. Encoding.ASCII.GetBytes(Numbers[random.Next(Numbers.Length)]), .. bytes[end..]];
    }

    /// <summary>Replaces a word or number by another one of the same file, so that what surrounds it stays well formed.</summary>
    private static byte[] ReplaceWord(byte[] bytes, Random random)
    {
        static bool IsInWord(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '+' or '_';
        (int start, int end) = Run(bytes, random, IsInWord);
        (int from, int to) = Run(bytes, random, IsInWord);

        // Half of the time nothing moves, so that lengths and offsets that the file states stay right.
        if (random.Next(2) == 0)
        {
            to = Math.Min(to, from + end - start);
            end = start + to - from;
        }

        return [.. bytes[..start], .. bytes[from..to], .. bytes[end..]];
    }

    /// <summary>The next run of some characters behind a random place.</summary>
    private static (int Start, int End) Run(byte[] bytes, Random random, Func<char, bool> isIn)
    {
        int start = random.Next(bytes.Length + 1);
        while (start < bytes.Length && !isIn((char)bytes[start]))
            start++;
        int end = start;
        while (end < bytes.Length && isIn((char)bytes[end]))
            end++;
        while (end > start && start > 0 && isIn((char)bytes[start - 1]))
            start--;
        return (start, end);
    }

    private static byte[] Overwrite(byte[] bytes, int start, byte[] by)
    {
        byte[] written = [.. bytes];
        start = Math.Min(start, written.Length);
        by.AsSpan(0, Math.Min(by.Length, written.Length - start)).CopyTo(written.AsSpan(start));
        return written;
    }

    private static byte[] Repeated(string text, int count) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, count)));
}
