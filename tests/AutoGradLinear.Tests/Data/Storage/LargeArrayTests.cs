using System.Globalization;
using System.Runtime.InteropServices;
using AutoGradLinear.Data;
using Xunit;

namespace AutoGradLinear.Tests.Data;

/// <summary>Arrays whose pages the system is advised about hold what any array holds.</summary>
public class LargeArrayTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((4 << 20) - 1)]
    [InlineData(4 << 20)]
    [InlineData((9 << 20) + 12_345)]
    public void BytesStayAsTheyAreWritten(int length)
    {
        byte[] array = LargeArray.Allocate<byte>(length);
        Assert.Equal(length, array.Length);
        for (int i = 0; i < length; i++)
            array[i] = (byte)(i % 251);
        GC.Collect();
        int wrong = 0;
        for (int i = 0; i < length; i++)
            wrong += array[i] == (byte)(i % 251) ? 0 : 1;
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void AnArrayThatGrowsKeepsItsValues()
    {
        var growing = new GrowingArray<double>();
        for (int i = 0; i < 1_500_000; i++)
            growing.Add(i);
        Assert.Equal(1_500_000 * 1_499_999.0 / 2.0, growing.Span.ToArray().Sum());
    }

    [Fact]
    public void LinuxIsAskedForHugePages()
    {
        const string Settings = "/sys/kernel/mm/transparent_hugepage/enabled";
        if (!File.Exists(Settings) || !File.Exists("/proc/self/smaps"))
            return;
        Assert.Contains(AdvisedMappings(LargeArray.Allocate<float>(4 << 20)), flags => flags.Contains("hg"));
    }

    /// <summary>The flags of the mappings that an array lies in.</summary>
    private static List<string[]> AdvisedMappings(float[] array)
    {
        GCHandle pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        ulong start = (ulong)pin.AddrOfPinnedObject();
        ulong end = start + ((ulong)array.Length * sizeof(float));
        var found = new List<string[]>();
        bool isInside = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            string[] words = line.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
            if (IsAddress(words[0], out ulong from) && IsAddress(words[1], out ulong to))
                isInside = from < end && to > start;
            else if (isInside && words[0] == "VmFlags:")
                found.Add(words[1..]);
        }

        pin.Free();
        return found;
    }

    private static bool IsAddress(string word, out ulong address) =>
        ulong.TryParse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out address);
}
