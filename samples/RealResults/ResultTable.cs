using System.Globalization;
using Spectre.Console;

namespace RealResults;

/// <summary>One line per result.</summary>
internal sealed class ResultTable
{
    private readonly Table table = MakeTable();

    /// <summary>Adds a share measured on examples, with the standard error √(p (1 − p) / n) of a share.</summary>
    public void Add(string data, string method, string chosen, string measure, double share, int count, double goal, TimeSpan elapsed) =>
        AddWithError(data, method, chosen, measure, share, Math.Sqrt(share * (1.0 - share) / count), goal, elapsed);

    /// <summary>Adds a result with its standard error.</summary>
    public void AddWithError(string data, string method, string chosen, string measure, double value, double error, double goal, TimeSpan elapsed)
    {
        string shown = string.Create(CultureInfo.InvariantCulture, $"{100.0 * value:0.00} ± {100.0 * error:0.00} %");
        string wanted = goal > 0.0 ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * goal:0.0} % {(value >= goal ? "reached" : "missed")}") : string.Empty;
        table.AddRow(
            Markup.Escape(data), Markup.Escape(method), chosen, measure, shown, wanted,
            elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        AnsiConsole.WriteLine($"{data}, {method}: {measure} {shown}{(wanted.Length > 0 ? $", goal {wanted}" : string.Empty)}");
    }

    public void Show() => AnsiConsole.Write(table);

    private static Table MakeTable()
    {
        Table made = new Table().RoundedBorder().AddColumns("data", "method", "chosen", "measure");
        foreach (string column in new[] { "result ± standard error", "goal", "seconds" })
            made.AddColumn(new TableColumn(column).RightAligned());
        return made;
    }
}
