using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Analyzers.Rules;

/// <summary>
/// A script's variable that is used before the line that sets it. Such variables are fields, so C# has no definite-assignment check for them: the
/// program would see null, or silently an empty text. Lambdas and functions run later and are left alone.
/// </summary>
internal sealed class UsedBeforeDeclaration : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI1022", "A variable is used before it is set", DiagnosticSeverity.Error)];

    // One that is part of a circle can't be mended by moving it; the circle is reported instead.
    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program) =>
        tree.EarlyUses.Where(u => !DependencyCircle.Holds(u.Name, tree, program)).Select(u => new Finding(
            DeclarationProblems.UsedBeforeDeclaration(u.Name.Identifier.ValueText, LineOf(u.Declarator), null), u.Name.GetLocation()));

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
