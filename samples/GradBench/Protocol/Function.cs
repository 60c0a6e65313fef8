using System.Text.Json;

namespace GradBench.Protocol;

/// <summary>A function of a module: reads the input of a message, so that reading is not part of what is timed.</summary>
internal sealed record Function(string Name, Func<JsonElement, Evaluation> Prepare);
