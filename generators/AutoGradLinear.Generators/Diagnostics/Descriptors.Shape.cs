using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Diagnostics;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartial = new(
        Ids.NotPartial,
        "The type has to be partial",
        "'{0}' is not partial; the generated members stand in another part of it: write 'partial'",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.NotPartial + PageEnding);

    public static readonly DiagnosticDescriptor NoBody = new(
        Ids.NoBody,
        "The method has no body",
        "'{0}' has no body to differentiate; write one, or remove the attribute",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.NoBody + PageEnding);

    public static readonly DiagnosticDescriptor AsyncOrIterator = new(
        Ids.AsyncOrIterator,
        "The method is async or an iterator",
        "'{0}' is async or an iterator; a differentiated method returns its value when it is called",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.AsyncOrIterator + PageEnding);

    public static readonly DiagnosticDescriptor ResultType = new(
        Ids.ResultType,
        "The result is not a real number",
        "'{0}' returns '{1}'; a differentiated method returns 'float', 'double', or a type parameter that is constrained "
        + "to 'IFloatingPointIeee754'",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ResultType + PageEnding);

    public static readonly DiagnosticDescriptor VoidResult = new(
        Ids.VoidResult,
        "There is no result",
        "'{0}' returns nothing and fills no span of real numbers: return a real number, or fill a parameter of type 'Span<T>'",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.VoidResult + PageEnding);

    public static readonly DiagnosticDescriptor ReferenceResult = new(
        Ids.ReferenceResult,
        "The result is returned by reference",
        "'{0}' returns by reference; a differentiated method returns a value: remove 'ref'",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ReferenceResult + PageEnding);

    public static readonly DiagnosticDescriptor ParameterType = new(
        Ids.ParameterType,
        "The parameter's type is not supported",
        "'{0}' is a '{1}'; parameters are real numbers, integers, booleans, enums, spans and arrays of those (T[], T[,], T[][], tensor spans), vectors, and tuples, "
        + "structs and records that this project declares",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ParameterType + PageEnding);

    public static readonly DiagnosticDescriptor NothingToDifferentiate = new(
        Ids.NothingToDifferentiate,
        "No parameter can be differentiated",
        "'{0}' has no parameter of type '{1}', nor a span or array of it, without [NoGradient]; there is nothing to "
        + "differentiate with respect to",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.NothingToDifferentiate + PageEnding);

    public static readonly DiagnosticDescriptor MemberClash = new(
        Ids.MemberClash,
        "A generated member has the name of an existing one",
        "'{0}' exists already in '{1}'; the generated member needs that name: rename one of the two",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.MemberClash + PageEnding);

    public static readonly DiagnosticDescriptor ParameterClash = new(
        Ids.ParameterClash,
        "A generated parameter has the name of an existing one",
        "'{0}' is also the name of a generated parameter; rename it",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ParameterClash + PageEnding);

    public static readonly DiagnosticDescriptor ParameterModifier = new(
        Ids.ParameterModifier,
        "ref and out parameters are not supported yet",
        "'{0}' is passed by '{1}'; pass it by value or 'in', and return the result",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ParameterModifier + PageEnding);

    public static readonly DiagnosticDescriptor FileLocal = new(
        Ids.FileLocal,
        "A file-local type cannot be continued",
        "'{0}' is file-local; generated members stand in another file: remove 'file'",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.FileLocal + PageEnding);

    public static readonly DiagnosticDescriptor MisplacedMember = new(
        Ids.MisplacedMember,
        "The member does not go with the method",
        "'{0}' cannot have Derivatives.{1}: second derivatives and FStable are those of a method that returns a number, a Jacobian that of one that fills a Span",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.MisplacedMember + PageEnding);

    public static readonly DiagnosticDescriptor NotAnOrdinaryMethod = new(
        Ids.NotAnOrdinaryMethod,
        "Not an ordinary method",
        "'{0}' is not an ordinary method; put [Differentiable] on a named method of a class or struct",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.NotAnOrdinaryMethod + PageEnding);

    public static readonly DiagnosticDescriptor LossHasNoValue = new(
        Ids.LossHasNoValue,
        "A loss has one method named Value",
        "'{0}' has no method 'Value', or several; a loss has exactly one, such as 'float Value(ReadOnlySpan<float> scores, int label)'",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.LossHasNoValue + PageEnding);

    public static readonly DiagnosticDescriptor LossValueShape = new(
        Ids.LossValueShape,
        "Value is not of the form of a loss",
        "'{0}' is no loss; the forms are 'T Value(ReadOnlySpan<T> scores, int label)', 'T Value(T score, T target)' and "
        + "'T Value(ReadOnlySpan<T> scores, ReadOnlySpan<T> target)', not static",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.LossValueShape + PageEnding);

    public static readonly DiagnosticDescriptor LinkShape = new(
        Ids.LinkShape,
        "The link is not of the right form",
        "'{0}' is no link; a loss has at most one, of the form 'void {0}(ReadOnlySpan<T> scores, Span<T> probabilities)', not static",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.LinkShape + PageEnding);

    public static readonly DiagnosticDescriptor PenaltyHasNoValue = new(
        Ids.PenaltyHasNoValue,
        "A penalty has one method named Value",
        "'{0}' has no method 'Value', or several; a penalty has exactly one, such as 'float Value(ReadOnlySpan<float> weights)'",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.PenaltyHasNoValue + PageEnding);

    public static readonly DiagnosticDescriptor PenaltyValueShape = new(
        Ids.PenaltyValueShape,
        "Value is not of the form of a penalty",
        "'{0}' is no penalty; the form is 'T Value(ReadOnlySpan<T> weights)', not static",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.PenaltyValueShape + PageEnding);

    public static readonly DiagnosticDescriptor ClassifierShape = new(
        Ids.ClassifierShape,
        "A classifier is an ordinary class",
        "'{0}' is static, abstract, generic or a record; a classifier is an ordinary partial class",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ClassifierShape + PageEnding);

    public static readonly DiagnosticDescriptor ClassifierBase = new(
        Ids.ClassifierBase,
        "A classifier has no other base class",
        "'{0}' derives from '{1}'; a classifier's base class is generated: remove yours",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ClassifierBase + PageEnding);

    public static readonly DiagnosticDescriptor NotALoss = new(
        Ids.NotALoss,
        "The type argument is not a loss",
        "'{0}' is no loss; the first type argument is a struct with [Loss], or one that implements 'ILoss<T, int>'",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.NotALoss + PageEnding);

    public static readonly DiagnosticDescriptor NotAPenalty = new(
        Ids.NotAPenalty,
        "The type argument is not a penalty",
        "'{0}' is no penalty; the second type argument is a struct with [Penalty], or one that implements 'IPenalty<T>'",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.NotAPenalty + PageEnding);

    public static readonly DiagnosticDescriptor RealTypesDiffer = new(
        Ids.RealTypesDiffer,
        "Loss and penalty compute in different types",
        "'{0}' computes in '{1}', and the loss in '{2}'; a classifier computes in one type",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.RealTypesDiffer + PageEnding);

    public static readonly DiagnosticDescriptor TargetNotLabel = new(
        Ids.TargetNotLabel,
        "The loss has no class labels",
        "'{0}' takes a '{1}' as its target; a classifier needs a loss of an 'int' label, or of one score and a target of its own type",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.TargetNotLabel + PageEnding);

    public static readonly DiagnosticDescriptor ClassifierMemberClash = new(
        Ids.ClassifierMemberClash,
        "A generated member of the classifier exists already",
        "'{0}' exists already in '{1}'; a member of that name is generated: rename it",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.ClassifierMemberClash + PageEnding);

    public static readonly DiagnosticDescriptor LessAccessible = new(
        Ids.LessAccessible,
        "The classifier is more accessible than its loss or penalty",
        "'{0}' is less accessible than '{1}', which shows it in its base class; make them equally accessible",
        Shape,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Ids.LessAccessible + PageEnding);

    /// <summary>The shape of what carries an attribute.</summary>
    private static readonly DiagnosticDescriptor[] ShapeRules =
    [
        NotPartial, NoBody, AsyncOrIterator, ResultType, VoidResult, ReferenceResult, ParameterType,
        NothingToDifferentiate, MemberClash, ParameterClash, ParameterModifier, FileLocal, NotAnOrdinaryMethod, MisplacedMember,
        LossHasNoValue, LossValueShape, LinkShape, PenaltyHasNoValue, PenaltyValueShape, ClassifierShape,
        ClassifierBase, NotALoss, NotAPenalty, RealTypesDiffer, TargetNotLabel, ClassifierMemberClash, LessAccessible,
    ];
}
