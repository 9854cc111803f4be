using System.Collections.Generic;
using System.Collections.Immutable;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;

namespace McpIac.Analyzers.Rules;

/// <summary>
/// One kind of mistake, named for the offence. Stateless: what it knows comes from the facts, which all rules share. It reports what is surely so; in doubt it
/// is silent, since whatever it can't see is checked again when the program has run.
/// </summary>
internal abstract class Rule
{
    /// <summary>Every id that it reports.</summary>
    public abstract ImmutableArray<DiagnosticDescriptor> Descriptors { get; }

    /// <summary>What it finds in one file.</summary>
    public abstract IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program);

    public static DiagnosticDescriptor Describe(string id, string title, DiagnosticSeverity severity) =>
        new(id, title, "{0}", "McpIac", severity, isEnabledByDefault: true, helpLinkUri: Schemas.Diagnostics.Diagnostic.HelpLink(id));
}
