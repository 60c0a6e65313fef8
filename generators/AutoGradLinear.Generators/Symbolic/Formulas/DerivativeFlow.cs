namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>Whether a derivative flows through a formula: ties are decided by it.</summary>
internal static class DerivativeFlow
{
    /// <param name="isDifferentiated">Whether it is differentiated by the number or the elements of the row with this name.</param>
    public static bool Of(Formula formula, Func<string, bool> isDifferentiated) => formula switch
    {
        Name name => isDifferentiated(name.Text),
        Item item => isDifferentiated(item.Row),
        Bracket or Stopped or Argument or Index or Count or Number => false,
        Applied { Function: "floor" or "ceil" or "round" or "trunc" or "sign" } => false,
        Pieces pieces => Of(pieces.Then, isDifferentiated) || Of(pieces.Else, isDifferentiated),
        Series series => Of(series.Body, isDifferentiated),
        Extremum extremum => Of(extremum.Body, isDifferentiated),
        _ => formula.Parts().Any(part => Of(part, isDifferentiated)),
    };
}
