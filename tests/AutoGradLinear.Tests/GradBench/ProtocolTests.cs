using System.Text.Json;
using Xunit;

namespace AutoGradLinear.Tests.GradBench;

/// <summary>Messages that every tool answers, and what it answers where it cannot.</summary>
public sealed class ProtocolTests(ToolProcess tool) : IClassFixture<ToolProcess>
{
    [Fact]
    public void StartIsAnsweredWithTheToolsName()
    {
        JsonElement answer = tool.Send("""{"id": 0, "kind": "start", "eval": "gmm", "config": {"seed": 1}}""");
        Assert.Equal(0, answer.GetProperty("id").GetInt32());
        Assert.Equal("autogradlinear", answer.GetProperty("tool").GetString());
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("lse")]
    [InlineData("llsq")]
    [InlineData("ode")]
    [InlineData("det")]
    [InlineData("gmm")]
    [InlineData("ba")]
    [InlineData("lstm")]
    [InlineData("kmeans")]
    public void ModulesAreDefined(string module) =>
        Assert.True(tool.Send($$"""{"id": 7, "kind": "define", "module": "{{module}}"}""").GetProperty("success").GetBoolean());

    [Fact]
    public void AnalysesAreAnsweredWithTheirNumber() =>
        Assert.Equal("""{"id":3}""", tool.Send("""{"id": 3, "kind": "analysis", "of": 2, "valid": true}""").GetRawText());

    [Theory]
    [InlineData("ht", "objective", "{}", "There is no module 'ht'")]
    [InlineData("lse", "dir", "{}", "There is no function 'dir' in the module 'lse'")]
    [InlineData("lse", "primal", "[]", "An object with the member 'x' is expected")]
    [InlineData("lse", "primal", "{}", "'x' is missing")]
    [InlineData("lse", "primal", """{"x": []}""", "'x' is empty")]
    [InlineData("lse", "primal", """{"x": [1, "2"]}""", "'x' is not a number")]
    [InlineData("ode", "primal", """{"x": [1], "s": 0}""", "'s' is less than 1")]
    [InlineData("det", "primal", """{"A": [1], "ell": 2}""", "'A' has 1 numbers; 4 are expected")]
    [InlineData("kmeans", "cost", """{"points": [[1], [2, 3]], "centroids": [[1]]}""", "different lengths")]
    [InlineData("hello", "square", "1e200", "infinite")]
    public void FunctionsThatCannotBeEvaluatedAreAnsweredWithAnError(string module, string function, string input, string error) =>
        AssertError($$"""{"id": 4, "kind": "evaluate", "module": "{{module}}", "function": "{{function}}", "input": {{input}}}""", error);

    [Theory]
    [InlineData("""{"id": 4, "kind": "define", "module": "ht"}""", "There is no module 'ht'")]
    [InlineData("""{"id": 4, "kind": "define"}""", "'module' is missing")]
    [InlineData("""{"id": 4}""", "'kind' is missing")]
    public void WhatIsNotKnownIsAnsweredWithAnError(string message, string error) => AssertError(message, error);

    [Theory]
    [InlineData("""{"id": 4, "kind": """, "not JSON")]
    [InlineData("[]", "'id' is missing")]
    [InlineData("""{"kind": "start"}""", "'id' is missing")]
    [InlineData("""{"id": "4", "kind": "start"}""", "'id' is not an integer")]
    public void MessagesWithoutANumberAreAnswered(string message, string error)
    {
        JsonElement answer = tool.Send(message);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("id").ValueKind);
        Assert.Contains(error, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AFunctionRunsAsOftenAsIsAsked()
    {
        const string Start = """{"id": 1, "kind": "evaluate", "module": "lse", "function": "primal", "input": {"x": [1, 2], """;
        JsonElement answer = tool.Send(Start + """ "min_runs": 5, "min_seconds": 0}}""");
        Assert.Equal(5, answer.GetProperty("timings").GetArrayLength());
        answer = tool.Send(Start + """ "min_runs": 1, "min_seconds": 0.01}}""");
        long total = answer.GetProperty("timings").EnumerateArray().Sum(timing => timing.GetProperty("nanoseconds").GetInt64());
        Assert.True(total >= 10_000_000);
    }

    private void AssertError(string message, string error)
    {
        JsonElement answer = tool.Send(message);
        Assert.Equal(4, answer.GetProperty("id").GetInt32());
        Assert.False(answer.GetProperty("success").GetBoolean());
        Assert.Contains(error, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
