using System.Composition;
using AutoGradLinear.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AutoGradLinear.CodeFixes;

/// <summary>Gives a penalty its method <c>Value</c>, still to be written.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPenaltyValueCodeFix))]
public sealed class AddPenaltyValueCodeFix() : AddValueCodeFix(Ids.PenaltyHasNoValue, "weights", "");
