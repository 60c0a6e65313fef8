namespace AutoGradLinear.Generators.Diagnostics;

/// <summary>The ids of all diagnostics. Each has a descriptor in <see cref="Descriptors"/> and a page in docs/rules.</summary>
internal static class Ids
{
    // 0001–0019: what carries [Differentiable].
    public const string NotPartial = "AGL0001";
    public const string NoBody = "AGL0002";
    public const string AsyncOrIterator = "AGL0003";
    public const string ResultType = "AGL0004";
    public const string VoidResult = "AGL0005";
    public const string ReferenceResult = "AGL0006";
    public const string ParameterType = "AGL0007";
    public const string NothingToDifferentiate = "AGL0008";
    public const string MemberClash = "AGL0009";
    public const string ParameterClash = "AGL0010";
    public const string ParameterModifier = "AGL0011";
    public const string FileLocal = "AGL0012";
    public const string NotAnOrdinaryMethod = "AGL0013";
    public const string MisplacedMember = "AGL0014";

    // 0020–0029: [Loss]; 0030–0039: [Penalty].
    public const string LossHasNoValue = "AGL0020";
    public const string LossValueShape = "AGL0021";
    public const string LinkShape = "AGL0022";
    public const string PenaltyHasNoValue = "AGL0030";
    public const string PenaltyValueShape = "AGL0031";

    // 0040–0049: [LinearClassifier].
    public const string ClassifierShape = "AGL0040";
    public const string ClassifierBase = "AGL0041";
    public const string NotALoss = "AGL0042";
    public const string NotAPenalty = "AGL0043";
    public const string RealTypesDiffer = "AGL0044";
    public const string TargetNotLabel = "AGL0045";
    public const string ClassifierMemberClash = "AGL0046";
    public const string LessAccessible = "AGL0047";

    // 0100–0199: C# that is not part of the differentiable language.
    public const string Unsupported = "AGL0100";
    public const string UnsupportedTypes = "AGL0101";
    public const string ElementWrites = "AGL0102";
    public const string ScratchArrays = "AGL0103";
    public const string Slices = "AGL0104";
    public const string Switches = "AGL0105";
    public const string Recursion = "AGL0106";
    public const string Tuples = "AGL0107";
    public const string References = "AGL0108";
    public const string Delegates = "AGL0109";
    public const string LocalFunctions = "AGL0110";
    public const string Exceptions = "AGL0111";
    public const string AsyncAndIterators = "AGL0112";
    public const string Resources = "AGL0113";
    public const string UnsafeCode = "AGL0114";
    public const string Jumps = "AGL0115";
    public const string Objects = "AGL0116";
    public const string VirtualCalls = "AGL0117";
    public const string Mutation = "AGL0118";
    public const string StaticState = "AGL0119";
    public const string Strings = "AGL0120";
    public const string Linq = "AGL0121";
    public const string Properties = "AGL0122";
    public const string Inaccessible = "AGL0123";
    public const string OtherInstances = "AGL0124";
    public const string VoidCalls = "AGL0125";
    public const string GeneratedMembers = "AGL0126";
    public const string ArrayVariables = "AGL0127";
    public const string Nullables = "AGL0128";
    public const string Collections = "AGL0129";
    public const string Operators = "AGL0130";
    public const string ParamsArrays = "AGL0131";
    public const string Dynamic = "AGL0132";
    public const string MultiDimensional = "AGL0133";
    public const string IndexTypes = "AGL0134";
    public const string ScratchLifetime = "AGL0135";
    public const string SharedReferences = "AGL0136";
    public const string ConstantsWritten = "AGL0137";
    public const string Overflowing = "AGL0138";
    public const string DimensionsWritten = "AGL0139";
    public const string OpenSwitch = "AGL0145";
    public const string MemberTypes = "AGL0146";
    public const string ArrayMember = "AGL0147";
    public const string Unmakable = "AGL0148";

    // 0200–0299: derivatives.
    public const string NoDerivative = "AGL0201";
    public const string UnknownFunction = "AGL0202";
    public const string Independent = "AGL0203";

    // 0210–0219: rules, and functions of other assemblies.
    public const string RuleTarget = "AGL0210";
    public const string RuleSignature = "AGL0211";
    public const string DuplicateRules = "AGL0212";
    public const string RuleParameters = "AGL0213";
    public const string NoPullback = "AGL0214";
    public const string ForeignParameters = "AGL0215";
    public const string NoSecondDerivative = "AGL0216";

    // 0300–0399: numerics.
    public const string StableForm = "AGL0301";

    // 0900–0999: environment and internal errors.
    public const string InternalError = "AGL0901";
    public const string TooLarge = "AGL0902";
    public const string LanguageVersion = "AGL0903";
    public const string NothingGenerated = "AGL0904";
}
