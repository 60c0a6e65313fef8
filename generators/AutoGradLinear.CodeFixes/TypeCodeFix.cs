using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AutoGradLinear.CodeFixes;

/// <summary>
/// Repairs the declaration of a type on whose name a diagnostic stands. A repair that has been made already changes nothing, so all the
/// repairs of a document can be made one after the other with one editor.
/// </summary>
public abstract class TypeCodeFix : CodeFixProvider
{
    private readonly string _id;

    private protected TypeCodeFix(string id) => _id = id;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => [_id];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create(async (context, document, diagnostics)
            => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root is null || model is null || TypeAt(root, diagnostic) is not { } syntax
                || model.GetDeclaredSymbol(syntax, context.CancellationToken) is not { } type || TitleFor(syntax, type) is not { } title)
            {
                continue;
            }

            var action = CodeAction.Create(title, token => FixAsync(context.Document, [diagnostic], token), equivalenceKey: _id);
            context.RegisterCodeFix(action, diagnostic);
        }
    }

    /// <summary>What the fix does, in words; null where there is nothing mechanical to do.</summary>
    private protected abstract string? TitleFor(TypeDeclarationSyntax syntax, INamedTypeSymbol type);

    /// <summary>Makes the repair.</summary>
    private protected abstract void Repair(SyntaxEditor editor, TypeDeclarationSyntax syntax, INamedTypeSymbol type);

    private static TypeDeclarationSyntax? TypeAt(SyntaxNode root, Diagnostic diagnostic)
        => root.FindToken(diagnostic.Location.SourceSpan.Start).Parent as TypeDeclarationSyntax;

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        DocumentEditor editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (TypeAt(editor.OriginalRoot, diagnostic) is { } syntax
                && editor.SemanticModel.GetDeclaredSymbol(syntax, cancellationToken) is { } type
                && TitleFor(syntax, type) is not null)
            {
                Repair(editor, syntax, type);
            }
        }

        return editor.GetChangedDocument();
    }
}
