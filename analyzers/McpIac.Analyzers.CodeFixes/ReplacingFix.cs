using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;

namespace McpIac.Analyzers.CodeFixes;

/// <summary>A fix that replaces a piece of one file.</summary>
public abstract class ReplacingFix : CodeFixProvider
{
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            foreach (var replacement in Replacements(node, diagnostic, model, context.CancellationToken))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(replacement.Title, _ => Task.FromResult(Apply(context.Document, root, replacement)), equivalenceKey: replacement.Title), diagnostic);
            }
        }
    }

    /// <param name="node">The innermost one at the diagnostic's place.</param>
    private protected abstract IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation);

    /// <summary>What the rule left for its fix, or null.</summary>
    private protected static string? FixOf(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(Findings.Reports.Fix, out var fix) ? fix : null;

    private static Document Apply(Document document, SyntaxNode root, Replacement replacement)
    {
        var changed = replacement.New is null
            ? root.RemoveNode(replacement.Old, SyntaxRemoveOptions.KeepUnbalancedDirectives)
            : root.ReplaceNode(replacement.Old, replacement.New.WithTriviaFrom(replacement.Old).WithAdditionalAnnotations(Formatter.Annotation));
        return document.WithSyntaxRoot(changed ?? root);
    }
}
