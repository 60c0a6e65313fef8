using System.Diagnostics.CodeAnalysis;

namespace LectureTour;

/// <summary>What the command line asks for.</summary>
/// <param name="DataFolder">The folder with the files of MNIST or CIFAR-10; null for the digits of the library.</param>
/// <param name="Output">The file to write.</param>
internal sealed record Arguments(string? DataFolder, string Output)
{
    public const string Usage =
        "usage: LectureTour [--data FOLDER] [--output FILE]\n"
        + "  --data FOLDER   also classify MNIST and CIFAR-10, whose files are in FOLDER or in FOLDER/mnist and FOLDER/cifar10\n"
        + "  --output FILE   the HTML file to write (lecture.html)";

    public static bool TryParse(string[] args, [NotNullWhen(true)] out Arguments? arguments, out string problem)
    {
        arguments = new Arguments(null, "lecture.html");
        problem = string.Empty;
        for (int i = 0; i < args.Length && problem.Length == 0; i += 2)
        {
            string? value = i + 1 < args.Length && args[i + 1].Length > 0 ? args[i + 1] : null;
            switch (args[i])
            {
                case "--data" when value is null:
                    problem = "--data needs a folder.";
                    break;
                case "--output" when value is null:
                    problem = "--output needs a file.";
                    break;
                case "--data" when !Directory.Exists(value):
                    problem = $"There is no folder '{value}'; give the one with the data as --data FOLDER.";
                    break;
                case "--output" when Directory.Exists(value):
                    problem = $"'{value}' is a folder; give a file as --output FILE.";
                    break;
                case "--output" when !Directory.Exists(FolderOf(value!)):
                    problem = $"There is no folder '{FolderOf(value!)}' for --output.";
                    break;
                case "--data":
                    arguments = arguments with { DataFolder = value };
                    break;
                case "--output":
                    arguments = arguments with { Output = value! };
                    break;
                default:
                    problem = $"There is no option '{args[i]}'.";
                    break;
            }
        }

        if (problem.Length > 0)
            arguments = null;
        return arguments is not null;
    }

    private static string? FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path));
}
