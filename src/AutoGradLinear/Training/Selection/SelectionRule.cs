namespace AutoGradLinear;

/// <summary>Which candidate of a table is taken.</summary>
public enum SelectionRule
{
    /// <summary>The highest mean score; the simpler of equals.</summary>
    Best,

    /// <summary>
    /// The simplest candidate whose mean score is within one standard error of the best one: the rule of L. Breiman et al., "Classification
    /// and Regression Trees", 1984.
    /// </summary>
    OneStandardError,
}
