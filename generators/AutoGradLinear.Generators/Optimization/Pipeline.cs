using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Forms;
using AutoGradLinear.Generators.Symbolic;
using AutoGradLinear.Generators.Symbolic.Stability;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>A named transformation of core functions.</summary>
internal sealed record Pass(string Name, Func<Function, Function> Run);

/// <summary>The passes behind differentiation, in their order.</summary>
internal static class Pipeline
{
    private static readonly Pass SimplifyPass = new("simplify", Simplify.Run);
    private static readonly Pass SharePass = new("share", CommonSubexpressions.Run);
    private static readonly Pass PrunePass = new("prune", DeadCode.Run);

    /// <summary>What makes a function small again after another pass.</summary>
    private static readonly Pass[] Clean = [SimplifyPass, SharePass, PrunePass];

    private static readonly Pass[][] Stages =
    [
        [new("zeros", StrongZero.Expand), new("composites", CompositeFunctions.Expand)],
        Clean,
        Clean,
        [new("fuse", Fusion.Run)],
        Clean,
        [new("exponentials", SharedExponentials.Run), new("roots", SharedRoots.Run)],
        Clean,
        [new("operands", SavedOperands.Run), new("rematerialise", Rematerialization.Run)],
        Clean,
        [new("store", Storage.Run)],
        Clean,
        [
            new("order", LoopOrder.Run), new("dead stores", DeadStores.Run), new("elements", SharedElements.Run), new("hoist", Invariants.Run), new("zero adjoints", ZeroAdjoints.Run), new("overwrite", Overwriting.Run),
            new("scalars", ScalarReplacement.Run),
        ],
        Clean,
        [new("sinks", SinkStorage.Run)],
        Clean,
        [new("tuples", TupleCalls.Run), new("fold", Folding.Run), SimplifyPass, new("views", NamedViews.Run), PrunePass],
    ];

    /// <summary>Runs all passes on every function, which know of calls what the functions do with their arrays.</summary>
    public static Module Run(Module module, Action<Pass, Function>? observe = null)
    {
        module = CalleeMemory.Note(module);
        return new Module(Run(module.Entry, observe), module.Helpers.Select(helper => Run(helper, observe)).ToEquatableArray());
    }

    /// <summary>Runs all passes; <paramref name="observe"/>, if given, sees the function after each.</summary>
    public static Function Run(Function function, Action<Pass, Function>? observe = null)
    {
        // What cleaning left as it was, it need not see again before another pass has changed it.
        bool isClean = false;
        foreach (Pass[] stage in Stages)
        {
            if (stage == Clean && isClean)
                continue;
            Function before = function;
            foreach (Pass pass in stage)
            {
                function = pass.Run(function);
                observe?.Invoke(pass, function);
            }

            isClean = (isClean || stage == Clean) && function.Equals(before);
        }

        return function;
    }
}
