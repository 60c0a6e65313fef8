using System.Globalization;
using System.Text;

namespace AutoGradLinear.NativeAot;

/// <summary>Rows of numbers and categories, some of them missing, from which a label follows.</summary>
internal static class Rows
{
    public static string Csv(int count, int seed, bool hasLabels)
    {
        string[] jobs = ["cook", "baker", "smith"];
        var random = new Random(seed);
        var text = new StringBuilder(hasLabels ? "age,job,income\n" : "age,job\n");
        for (int row = 0; row < count; row++)
        {
            int age = random.Next(20, 70);
            int job = random.Next(jobs.Length);
            bool isHigh = job == 2 || (job == 1 && age > 45);
            string shownAge = random.Next(20) == 0 && job != 1 ? "?" : age.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{shownAge},{jobs[job]}{(hasLabels ? isHigh ? ",high" : ",low" : string.Empty)}\n");
        }

        return text.ToString();
    }
}
