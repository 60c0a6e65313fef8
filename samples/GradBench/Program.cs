using System.Text;
using GradBench.Protocol;

// Messages come from the standard input and answers go to the standard output, one on a line, until there are no more.
using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
while (input.ReadLine() is string message)
{
    if (string.IsNullOrWhiteSpace(message))
        continue;
    output.WriteLine(Session.Answer(message));
    output.Flush();
}
