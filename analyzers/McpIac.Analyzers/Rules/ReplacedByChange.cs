using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Constants;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Comparison;
using Microsoft.CodeAnalysis;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Rules;

/// <summary>An edit that makes the next apply replace a resource: a property that can't be changed in place has another value than it was applied with.</summary>
internal sealed class ReplacedByChange : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI3111", "A change replaces a resource", DiagnosticSeverity.Warning)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        if (program.Baseline is not { } baseline) yield break;
        foreach (var written in program.WrittenIn(tree).Where(w => w.Schema is { IsImmutable: true, IsCollection: false, IsSensitive: false } && w.Pointer.LastIndexOf('/') == 0))
        {
            if (program.Dsl.Token(written.Owner.Type) is not { } token) continue;
            foreach (var frame in Runs.Of(written.Value, program).Sure(written.Value, program))
            {
                if (ResourceNames.Of(written.Owner, frame, program) is not { } name || new Evaluation(program).Of(written.Value, frame) is not { } value) continue;
                if (baseline.Input(token, name, written.Schema.Canonical) is not { Kind: not Schemas.Data.DatumKind.Map } before || Equivalence.Same(written.Schema.Shape, before, value)) continue;
                yield return new Finding(
                    Diagnostic.Warning("MCI3111", $"{written.Path} of {name} was applied as {before}; changing it to {value} replaces {name}.", null, "Leave it as it was, or see with mciacc plan what goes with it."),
                    written.Value.Syntax.GetLocation(), before.ToString());
                break;
            }
        }
    }
}
