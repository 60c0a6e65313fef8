using System.Composition;
using AutoGradLinear.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AutoGradLinear.CodeFixes;

/// <summary>Gives a loss its method <c>Value</c>, still to be written.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddLossValueCodeFix))]
public sealed class AddLossValueCodeFix() : AddValueCodeFix(Ids.LossHasNoValue, "scores", ", int label");
