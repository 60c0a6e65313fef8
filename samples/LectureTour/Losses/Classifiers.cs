using AutoGradLinear;

namespace LectureTour.Losses;

/// <summary>The lecture's multiclass support vector machine.</summary>
[LinearClassifier<Hinge, Ridge>]
public sealed partial class HingeMachine;

/// <summary>The lecture's softmax classifier.</summary>
[LinearClassifier<CrossEntropy, Ridge>]
public sealed partial class SoftmaxRegression;
