using System.Globalization;
using AutoGradLinear.Benchmarks.Peers;

// What others do, for tests/AutoGradLinear.Benchmarks, which starts this and asks in turn with its own measurements. A line on the standard input is a question, a line on the standard
// output its answer:
//   objective LOSS ROWS FEATURES CLASSES THREADS   makes data and a model; the objective's value
//   epoch LOSS ROWS FEATURES CLASSES BATCH         the same with stochastic steps; the objective's value where they begin
//   example LOSS CLASSES                           one example; its loss
//   time                                           milliseconds of one value with gradient, or one epoch, of what was made last
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
ITask? task = null;
while (Console.ReadLine() is { } line)
{
    switch (line.Split(' '))
    {
        case ["objective", string loss, string rows, string features, string classes, string threads]:
            task = new TorchObjective(loss, int.Parse(rows), int.Parse(features), int.Parse(classes), int.Parse(threads));
            Console.WriteLine(task.Value.ToString("R"));
            break;
        case ["epoch", string loss, string rows, string features, string classes, string batch]:
            task = new TorchEpoch(loss, int.Parse(rows), int.Parse(features), int.Parse(classes), int.Parse(batch));
            Console.WriteLine(task.Value.ToString("R"));
            break;
        case ["example", string loss, string classes]:
            task = new TorchExample(loss, int.Parse(classes));
            Console.WriteLine(task.Value.ToString("R"));
            break;
        case ["time"] when task is not null:
            Console.WriteLine(task.Milliseconds().ToString("R"));
            break;
        default:
            Console.Error.WriteLine($"'{line}' is not understood.");
            return 2;
    }
}

return 0;
