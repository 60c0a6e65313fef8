using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>A tape that outlives a call, and the name of the parameter or local that holds it.</summary>
internal sealed record FrameTape(string Name, IrType Type);

/// <summary>
/// The tapes that augmented primals and reverses hand on to one another: a pair has its own, and needs those of all that it calls. They are made by the function that is
/// called from outside, and passed by reference.
/// </summary>
internal sealed class Frames
{
    public static readonly Frames None = new();

    private readonly Dictionary<string, List<Function>> _halves = [];
    private readonly Dictionary<(string Pair, Slot Slot), FrameTape> _own = [];

    private Frames()
    {
    }

    /// <param name="functions">All functions of one generated member.</param>
    public static Frames Of(IReadOnlyCollection<Function> functions)
    {
        var frames = new Frames();
        var taken = new HashSet<string>(functions.SelectMany(function => function.Body.AllDefinitions().Concat(function.Parameters.Select(parameter => parameter.Variable))).Select(variable => variable.Name));
        foreach (Function function in functions)
        {
            string pair = CallNames.PairOf(function.Name);
            if (!frames._halves.ContainsKey(pair))
                frames._halves.Add(pair, []);
            frames._halves[pair].Add(function);
            foreach (Slot slot in function.Frame)
            {
                if (!frames._own.ContainsKey((pair, slot)))
                    frames._own.Add((pair, slot), new FrameTape(NameOf(slot, taken), slot.Type));
            }
        }

        return frames;
    }

    /// <summary>The tape of a slot of the function's own frame, or null where the slot is local to the function.</summary>
    public FrameTape? Find(Function function, Slot slot) => _own.TryGetValue((CallNames.PairOf(function.Name), slot), out FrameTape? tape) ? tape : null;

    /// <summary>The tapes that the function takes as parameters: those of its frame and, in this order, of the frames of what it calls.</summary>
    public IReadOnlyList<FrameTape> ParametersOf(string function) => CallNames.IsSplit(function) ? Collect(function, []) : [];

    /// <summary>The tapes that a function that takes none has to make for what it calls.</summary>
    public IReadOnlyList<FrameTape> MadeBy(Function function) => CallNames.IsSplit(function.Name) ? [] : Collect(function.Name, []);

    // Either half may call what the other does not, and both take the same tapes.
    private List<FrameTape> Collect(string function, HashSet<string> seen)
    {
        var tapes = new List<FrameTape>();
        string pair = CallNames.PairOf(function);
        if (!seen.Add(pair) || !_halves.TryGetValue(pair, out List<Function>? halves))
            return tapes;
        if (CallNames.IsSplit(function))
            tapes.AddRange(halves.SelectMany(half => half.Frame.Select(slot => Find(half, slot)!)).Distinct());
        foreach (Call call in halves.SelectMany(half => half.Body.AllStatements().OfType<Call>()).Where(call => call.External is null && CallNames.IsSplit(call.Function)))
            tapes.AddRange(Collect(call.Function, seen));
        return tapes;
    }

    private static string NameOf(Slot slot, HashSet<string> taken)
    {
        string plain = NameSupply.Plain(slot.Name.Split('#')[0]) + "Tape";
        string name = plain;
        for (int i = 2; !taken.Add(name); i++)
            name = plain + i;
        return name;
    }
}
