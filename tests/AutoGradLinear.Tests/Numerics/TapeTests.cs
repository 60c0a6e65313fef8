using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Tests.Numerics;

public class TapeTests
{
    [Fact]
    public void PopsWhatWasPushedInReverse()
    {
        using var tape = new Tape<int>();
        for (int i = 0; i < 1000; i++)
            tape.Push(i);
        Assert.Equal(1000, tape.Count);
        for (int i = 999; i >= 0; i--)
            Assert.Equal(i, tape.Pop());
        Assert.Equal(0, tape.Count);
    }

    [Fact]
    public void MovesFromTheCallersStorageToThePoolWhenItIsFull()
    {
        using var tape = new Tape<double>(stackalloc double[3]);
        for (int i = 0; i < 200; i++)
            tape.Push(i * 0.5);
        for (int i = 199; i >= 0; i--)
            Assert.Equal(i * 0.5, tape.Pop());
    }

    [Fact]
    public void KeepsReferencesToo()
    {
        using var tape = new Tape<string>();
        tape.Push("a");
        tape.Push("b");
        Assert.Equal("b", tape.Pop());
        Assert.Equal("a", tape.Pop());
    }

    [Fact]
    public void ThrowsWhenEmpty()
    {
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var tape = new Tape<float>();
            return tape.Pop();
        });
    }

    [Fact]
    public void IsEmptyAndUsableAfterDispose()
    {
        var tape = new Tape<bool>();
        tape.Push(true);
        tape.Dispose();
        Assert.Equal(0, tape.Count);
        tape.Push(false);
        Assert.False(tape.Pop());
        tape.Dispose();
    }

    [Fact]
    public void PushingIntoTheCallersStorageAllocatesNothing()
    {
        static int Sum()
        {
            using var tape = new Tape<int>(stackalloc int[16]);
            for (int i = 0; i < 16; i++)
                tape.Push(i);
            int sum = 0;
            while (tape.Count > 0)
                sum += tape.Pop();
            return sum;
        }

        Sum();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int sum = Sum();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(120, sum);
        Assert.Equal(0, allocated);
    }
}
