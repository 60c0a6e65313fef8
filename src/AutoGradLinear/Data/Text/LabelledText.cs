namespace AutoGradLinear;

/// <summary>A text and its label, as a file has them.</summary>
/// <param name="Label">The label.</param>
/// <param name="Text">The text; may be empty.</param>
public readonly record struct LabelledText(string Label, string Text);
