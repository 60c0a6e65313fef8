using AutoGradLinear.Losses;

namespace AutoGradLinear;

/// <summary>Softmax regression with an L2 penalty: a score for each class, and probabilities.</summary>
[LinearClassifier<SoftmaxCrossEntropy<float>, L2<float>>]
public sealed partial class SoftmaxClassifier;

/// <summary>The multiclass support vector machine of Weston and Watkins with an L2 penalty.</summary>
[LinearClassifier<MulticlassHinge<float>, L2<float>>]
public sealed partial class HingeClassifier;

/// <summary>Logistic regression with an L2 penalty: one score for two classes, and the probability of the positive one.</summary>
[LinearClassifier<Logistic<float>, L2<float>>]
public sealed partial class LogisticClassifier;
