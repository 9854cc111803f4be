using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Rules;

/// <summary>A rule's own failure. Thrown on, it would take every other rule with it, and in a script the whole build.</summary>
internal sealed class RuleFailed : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = [Describe("MCI3199", "A rule failed", DiagnosticSeverity.Warning)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program) => [];

    public static Finding Of(Rule rule, Exception exception, SyntaxTree tree) => new(
        Diagnostic.Warning("MCI3199", $"The rule {rule.GetType().Name} failed on this file, which is a fault of McpIac: {exception.GetType().Name}: {exception.Message}", null,
            "Report it with the file."),
        Location.Create(tree, default));
}
