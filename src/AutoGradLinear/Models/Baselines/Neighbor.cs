namespace AutoGradLinear;

/// <summary>An example of the training data that is near to a query.</summary>
/// <param name="Row">Its row in the training data.</param>
/// <param name="Distance">Its distance from the query, in the units of the features, at least 0.</param>
public readonly record struct Neighbor(int Row, double Distance);
