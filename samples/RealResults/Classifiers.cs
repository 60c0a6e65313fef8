using AutoGradLinear;
using AutoGradLinear.Losses;

namespace RealResults;

/// <summary>A support vector machine with a squared hinge for each class against the rest.</summary>
[LinearClassifier<OneVsRest<BinarySquaredHinge<float>>, L2<float>>]
public sealed partial class OneVsRestClassifier;
