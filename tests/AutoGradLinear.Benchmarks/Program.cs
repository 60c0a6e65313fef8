using AutoGradLinear.Benchmarks;
using AutoGradLinear.Benchmarks.GradBench;
using AutoGradLinear.Benchmarks.Solving;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["latency", "--peers"]:
        return LatencyBesidePeers.Run();
    case ["latency", .. var rest]:
        BenchmarkRunner.Run<Latency>(args: rest);
        return 0;
    case ["losses"]:
        LossSpeed.Run();
        return 0;
    case ["objective", .. var rest]:
        return ObjectiveSpeed.Run(rest);
    case ["epoch", .. var rest]:
        return EpochSpeed.Run(rest);
    case ["solve", .. var rest]:
        return SolveSpeed.Run(rest);
    case ["streams", .. var rest]:
        return StreamSpeed.Run(rest);
    case ["job", .. var rest]:
        return JobSpeed.Run(rest);
    case ["batches"]:
        BatchSpeed.Run();
        return 0;
    case ["calls"]:
        CallDepth.Run();
        return 0;
    case ["derivatives"]:
        SecondDerivatives.Run();
        return 0;
    case ["generator"]:
        GeneratorTime.Run();
        return 0;
    case ["gradbench", .. var rest]:
        return GradBenchRun.Run(rest);
    default:
        Console.Error.WriteLine("""
            Usage: dotnet run -c Release --project tests/AutoGradLinear.Benchmarks -- NAME
              latency    value and gradient of one example at 10 classes, generated beside hand-written (--peers: and beside TorchSharp)
              losses     value and gradient of losses as textbooks write them, at 10, 1 000 and 100 000 elements, beside the best that was written by hand
              batches    the same losses for many examples at once, beside one example at a time
              objective  value and gradient of whole objectives, dense, bytes and sparse, beside the machine's limits (names of shapes, of losses; --peers: in turn with TorchSharp)
              epoch      one epoch of stochastic gradient descent, batches of 128 and 32 rows in random order (--peers: in turn with TorchSharp)
              solve      seconds until objectives on real data are within 1, 0.1 and 0.01 % of the best (a folder with the data; names of data sets, or data:objective)
              job        whole processes, from MNIST's files to a saved model (their folder; command lines to be timed beside ours)
              streams    passes over data on disk in bounded memory, beside the same data in memory (MiB of data, MiB of memory)
              calls      cost of a gradient beside its function, at growing depth of calls and recursion
              derivatives  cost of tangents, Hessians and Jacobians beside their functions
              gradbench  GradBench's objectives: gradients beside the functions, beside gradients by hand and beside C
                         (names of objectives; all: the longest sizes too; --sizes: a row for each size)
              generator  time of the source generator for 100 losses, cold and after an unrelated edit
            """);
        return 2;
}
