using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Constants;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Analyzers.Rules;

/// <summary>Resources that need each other in a circle: in a script by variables used before they are set, anywhere by members added to a map later.</summary>
internal sealed class DependencyCircle : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI2090", "Resources depend on each other in a circle", DiagnosticSeverity.Error)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        if (!tree.EarlyUses.Any() && !ResourceGraph.MapWrites(tree, program).Any()) yield break;
        var graph = new ResourceGraph(tree, program);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var variable in graph.Variables.OrderBy(v => v.Locations[0].SourceSpan.Start))
        {
            if (seen.Contains(variable) || graph.CircleThrough(variable) is not { } circle || graph.CreationOf(variable) is not { } creation) continue;
            seen.UnionWith(circle);
            var names = circle.Select(v => graph.CreationOf(v) is { } made ? ResourceNames.Of(made, Frame.Empty, program) ?? v.Name : v.Name);
            yield return new Finding(DeclarationProblems.Circle(names, null), ResourceNames.Place(creation));
        }
    }

    /// <summary>Whether a use of a variable is what closes a circle.</summary>
    public static bool Holds(IdentifierNameSyntax use, TreeFacts tree, ProgramFacts program)
    {
        if (use.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { } declarator || tree.Model.GetDeclaredSymbol(declarator) is not { } user) return false;
        return tree.Model.GetSymbolInfo(use).Symbol is { } used && new ResourceGraph(tree, program).CircleThrough(user) is { } circle
            && circle.Contains(used, SymbolEqualityComparer.Default);
    }
}
