using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Rules;

/// <summary>A secret that is written into a property which its provider doesn't treat as one.</summary>
internal sealed class SecretExposed : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI3105", "A secret goes where it isn't kept as one", DiagnosticSeverity.Warning)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program) => WrittenValues.In(tree, program.Dsl)
        .Where(w => !w.Schema.IsSensitive).Select(w => (Written: w, Secret: SecretSource.Of(w.Value, program))).Where(w => w.Secret is not null)
        .Select(w => new Finding(Problem(w.Written, w.Secret ?? "", program.Dsl), w.Written.Value.Syntax.GetLocation()));

    private static Diagnostic Problem(WrittenValue written, string secret, DslTypes dsl)
    {
        var sensitive = written.Property.ContainingType.GetMembers().OfType<IPropertySymbol>().Where(p => p.SetMethod is not null && dsl.Property(p) is { IsSensitive: true }).Select(p => p.Name).ToArray();
        return Diagnostic.Warning("MCI3105",
            $"{secret} is a secret, and {written.Path} isn't kept as one by its provider: it may show it or keep it in the clear.", null,
            sensitive.Length > 0 ? $"Write it into a property that is: {string.Join(", ", sensitive)}." : "Hand it over in another way, or accept it by a pragma that disables MCI3105 here.");
    }
}
