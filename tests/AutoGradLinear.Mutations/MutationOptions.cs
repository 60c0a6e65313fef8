using System.Globalization;
using AutoGradLinear.Mutations.Subjects;

namespace AutoGradLinear.Mutations;

/// <summary>What the command line asks for.</summary>
internal sealed record MutationOptions
{
    public static string Usage =>
        $"""
        Damages valid small files of every format and reads them: allowed are clean errors and consistent data.

          --count N        mutations to run (10000)
          --seed S         another seed, other mutations (1)
          --first N        starts at this mutation (0); with --count 1 it repeats one
          --format NAME    only this format; its mutations then have other numbers. Formats:
                           {string.Join(", ", AllSubjects.Make().Select(subject => subject.Name))}
          --failures PATH  the folder where the files of failures are kept (mutation-failures)
        """;

    public int Count { get; init; } = 10_000;

    public int Seed { get; init; } = 1;

    public int First { get; init; }

    public string? Format { get; init; }

    public string Failures { get; init; } = "mutation-failures";

    public static MutationOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new MutationOptions();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} has no value.");
            options = arguments[i] switch
            {
                "--count" => options with { Count = Number(arguments[i], value) },
                "--seed" => options with { Seed = Number(arguments[i], value) },
                "--first" => options with { First = Number(arguments[i], value) },
                "--format" => options with { Format = value },
                "--failures" => options with { Failures = value },
                string other => throw new ArgumentException($"{other} is not an option."),
            };
        }

        return options;
    }

    private static int Number(string option, string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : throw new ArgumentException($"{option} needs a whole number of at least 0, not '{value}'.");
}
