using System.Globalization;
using System.Reflection;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Numerics;
using Xunit;
using Xunit.Abstractions;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Traits of losses that nobody thought of: whatever is proved of them has to hold.</summary>
public class RandomTraitTests(ITestOutputHelper output)
{
    private const int Count = 200;

    [Fact]
    public void WhatIsProvedOfRandomLossesHolds()
    {
        (string Name, string Body)[] losses = [.. Enumerable.Range(0, Count).Select(i => ($"R{i}", new Writer(new DeterministicRandom(1000 + i)).Body()))];
        IEnumerable<string> texts = losses.Select((loss, i) => TraitCases.Text(i % 2 == 0 ? "Loss" : "Penalty", loss.Name, loss.Body, i % 2 == 0 ? ", int label" : ""));
        Assembly compiled = GeneratorRun.Of("using System;\nusing System.Numerics.Tensors;\nusing AutoGradLinear;\n\n" + string.Join("\n", texts)).Load();
        int claims = 0;
        for (int i = 0; i < Count; i++)
        {
            string name = (i % 2 == 0 ? "Loss" : "Penalty") + losses[i].Name;
            ProvedTraits traits = TraitTests.Claimed(compiled, name);
            claims += System.Numerics.BitOperations.PopCount((uint)traits);
            foreach ((double a, double b) in new[] { (0.7, 1.3), (-0.7, -0.4) })
                (TraitTests.Measurement(compiled, name, a, b) with { Name = $"{name} ({a}, {b}): {traits}: {losses[i].Body}" }).Check(traits);
        }

        // A proof that never succeeds holds nothing to be tested.
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{claims} claims on {Count} functions"));
        Assert.InRange(claims, Count / 4, 5 * Count);
    }

    /// <summary>Writes a function of s[0], s[1], s[2] and the hyperparameters.</summary>
    private sealed class Writer(DeterministicRandom random)
    {
        private string _element = "s[0]";

        public string Body() => random.NextInt32(4) switch
        {
            0 => $"return s[1] + {Term(3)};",
            1 => $"double t = 0; for (int j = 0; j < s.Length; j++) {{ double e = s[j]; t = {Update("t")}; }} return {Outer("t")} + s[0];",
            2 => $"double t = {Term(1)} + s[0]; double u = {Term(2)}; {Branch()} return t + s[2];",
            _ => $"double m = {Pick("TensorPrimitives.Max(s)", "s[0]", "Gradient.Stop(TensorPrimitives.Max(s))")}; double t = 0; foreach (double e in s) t += {Pick("", "A * A * ")}Math.Exp(e {Pick("-", "+", "- B *")} m); return Math.Log(t) {Pick("+", "-", "+ B *")} m - {Pick("s[0]", "m", "Math.Max(s[0], s[1])")} + s[2];",
        };

        private string Update(string sum)
        {
            _element = "e";
            string term = Term(2);
            return random.NextInt32(6) switch
            {
                0 => $"Math.Max({sum}, {term})",
                1 => $"0.5 * {sum} + {term}",
                2 => $"e > 0 ? {sum} + e * e : {sum}",
                _ => $"{sum} + {term}",
            };
        }

        private string Branch() => Pick(
            "if (u > 0) t = u; else t = 0;", "if (u > t) t = u;", "if (A > 0) t = u;", "if (u > 0) t += u * u;", "if (u >= 0) t += u;", "if (t < u) t = u * 2;");

        private string Outer(string inner) => random.NextInt32(5) switch
        {
            0 => $"Math.Log({inner})",
            1 => $"Math.Sqrt({inner})",
            2 => $"A * {inner}",
            3 => $"{inner} * {inner}",
            _ => inner,
        };

        private string Term(int depth)
        {
            if (depth == 0)
                return Pick(_element, _element, "s[1]", "A", "B", "1", "2", "A * A");
            string x = Term(depth - 1);
            return random.NextInt32(14) switch
            {
                0 => $"({x} + {Term(depth - 1)})",
                1 => $"({x} - {Term(depth - 1)})",
                2 => $"{x} * {Term(depth - 1)}",
                3 => $"{x} * {_element} * {_element}",
                4 => $"({x}) / (1 + Math.Exp({Term(depth - 1)}))",
                5 => $"Math.Max({x}, {Pick("0", "1", Term(depth - 1))})",
                6 => $"Math.Min({x}, {Pick("0", "1", Term(depth - 1))})",
                7 => $"Math.Abs({x})",
                8 => $"Math.Exp({Pick("", "-")}({x}))",
                9 => $"Math.Log(1 + Math.Exp({x}))",
                10 => $"Math.Sqrt({x} * {x} + {Pick("0", "1")})".Replace("+ 0", ""),
                11 => $"Math.Pow({x}, {Pick("2", "3", "1.5", "0.5", "-1", "-2")})",
                12 => $"Math.Pow(Math.Max({x}, 0), {Pick("2", "3", "1.5")})",
                _ when x == _element => $"({x} > 0 ? {x} * {x} : 0)",
                _ => $"({_element} > {Pick("0", x)} ? {_element} : {Pick("0", x)})",
            };
        }

        private string Pick(params string[] choices) => choices[random.NextInt32(choices.Length)];
    }
}
