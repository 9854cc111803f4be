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

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program) => program.WrittenIn(tree)
        .Where(w => !w.Schema.IsSensitive).Select(w => (Written: w, Secret: SecretSource.Of(w.Value, program))).Where(w => w.Secret is not null)
        .Select(w => Found(w.Written, w.Secret ?? "", program.Dsl));

    private static Finding Found(WrittenValue written, string secret, DslTypes dsl)
    {
        var sensitive = written.Property.ContainingType.GetMembers().OfType<IPropertySymbol>().Where(p => p.SetMethod is not null && dsl.Property(p) is { IsSensitive: true }).Select(p => p.Name).ToArray();
        var isPlain = SymbolEqualityComparer.Default.Equals(written.Owner.Type, written.Property.ContainingType) && dsl.IsValue(written.Property.Type);
        return new Finding(Problem(written, secret, sensitive), written.Value.Syntax.GetLocation(), isPlain && sensitive.Length == 1 ? sensitive[0] : null);
    }

    private static Diagnostic Problem(WrittenValue written, string secret, string[] sensitive) => Diagnostic.Warning("MCI3105",
        $"{secret} is a secret, and {written.Path} isn't kept as one by its provider: it may show it or keep it in the clear.", null,
        sensitive.Length > 0 ? $"Write it into a property that is: {string.Join(", ", sensitive)}." : "Hand it over in another way, or accept it by a pragma that disables MCI3105 here.");
}
