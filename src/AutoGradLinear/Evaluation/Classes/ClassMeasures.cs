namespace AutoGradLinear;

/// <summary>How well a class is found, or classes on average.</summary>
/// <param name="Name">The name of the class, or of the average.</param>
/// <param name="Precision">TP / (TP + FP): the part of the predictions of the class that are right, in [0, 1].</param>
/// <param name="Recall">TP / (TP + FN): the part of the examples of the class that are found, in [0, 1].</param>
/// <param name="F1">2 TP / (2 TP + FP + FN): the harmonic mean of precision and recall, in [0, 1].</param>
/// <param name="Support">The number of examples of the class, or the sum of their weights.</param>
public readonly record struct ClassMeasures(string Name, double Precision, double Recall, double F1, double Support);
