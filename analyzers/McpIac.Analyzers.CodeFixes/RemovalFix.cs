using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Analyzers.CodeFixes;

/// <summary>MCI2004, MCI3109 and MCI3113: what is one too many, or has no effect, taken out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RemovalFix : ReplacingFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["MCI2004", "MCI3109", "MCI3113"];

    private protected override IEnumerable<Replacement> Replacements(SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        if (diagnostic.Id == "MCI3113")
        {
            // Alone under an if or a loop it can't just go.
            if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Parent: GlobalStatementSyntax global }) yield return new("Take it out", global, null);
            else if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Parent: BlockSyntax } statement) yield return new("Take it out", statement, null);
            yield break;
        }

        var assignment = node.AncestorsAndSelf().OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => a.Parent is InitializerExpressionSyntax);
        if (assignment?.Parent is InitializerExpressionSyntax initializer)
            yield return new($"Take {assignment.Left} out", initializer, initializer.WithExpressions(initializer.Expressions.Remove(assignment)));
    }
}
