using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace AutoGradLinear.Tests.Models;

/// <summary>The tests of <see cref="NearestNeighbors"/> once more, in a process in which the runtime does without AVX2.</summary>
public class PortableNeighborsTests
{
    private const string Switch = "DOTNET_EnableAVX2";

    [Fact]
    public async Task NeighborsAreTheSameWithoutAvx2()
    {
        if (!Avx2.IsSupported)
            return; // then all the other tests have run without it.
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "vstest",
                typeof(PortableNeighborsTests).Assembly.Location,
                $"--TestCaseFilter:FullyQualifiedName~{nameof(NearestNeighborsTests)}|FullyQualifiedName~{nameof(WithoutAvx2Tests)}",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Switch] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await error);
        Assert.Contains("Passed!", output, StringComparison.Ordinal); // a filter that finds no test fails nothing either
    }

    /// <summary>Makes sure that the switch still is one: otherwise the process above would test what has been tested already.</summary>
    public class WithoutAvx2Tests
    {
        [Fact]
        public void TheSwitchOfTheRuntimeTakesAvx2Away() =>
            Assert.True(Environment.GetEnvironmentVariable(Switch) != "0" || !Avx2.IsSupported);
    }
}
