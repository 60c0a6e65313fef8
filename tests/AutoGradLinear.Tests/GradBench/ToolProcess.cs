using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace AutoGradLinear.Tests.GradBench;

/// <summary>The sample as a process of its own, which is asked as GradBench asks it.</summary>
public sealed class ToolProcess : IDisposable
{
    private readonly Process _process;
    private int _next;

    public ToolProcess()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "GradBench.dll")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
    }

    /// <summary>Sends a line.</summary>
    /// <returns>The line that comes back.</returns>
    public JsonElement Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        string? answer = _process.StandardOutput.ReadLine();
        Assert.NotNull(answer);
        using JsonDocument document = JsonDocument.Parse(answer);
        return document.RootElement.Clone();
    }

    /// <summary>Evaluates a function, two times at least.</summary>
    /// <returns>The output.</returns>
    public JsonElement Evaluate(string module, string function, object input)
    {
        int id = ++_next;
        JsonElement answer = Send(JsonSerializer.Serialize(new { id, kind = "evaluate", module, function, input }));
        Assert.Equal(id, answer.GetProperty("id").GetInt32());
        Assert.True(answer.GetProperty("success").GetBoolean(), answer.ToString());
        Assert.All(answer.GetProperty("timings").EnumerateArray(), timing =>
        {
            Assert.Equal("evaluate", timing.GetProperty("name").GetString());
            Assert.True(timing.GetProperty("nanoseconds").GetInt64() > 0);
        });
        return answer.GetProperty("output");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
