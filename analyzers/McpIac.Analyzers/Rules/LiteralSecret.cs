using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Constants;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Rules;

/// <summary>A password, key or the like that stands in the program's text, where everyone who sees the program sees it.</summary>
internal sealed class LiteralSecret : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI3106", "A secret stands in the program", DiagnosticSeverity.Warning)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program) => program.WrittenIn(tree)
        .Where(w => w.Schema.IsSensitive && new Evaluation(program).Of(w.Value, Frame.Empty)?.AsText() is { Length: > 0 })
        .Select(w => new Finding(Problem(w, program), w.Value.Syntax.GetLocation()));

    private static Diagnostic Problem(WrittenValue written, ProgramFacts program) => Diagnostic.Warning("MCI3106",
        $"{written.Path} of {ResourceNames.Shown(written.Owner, Frame.Empty, program)} is a secret that stands in the program's text.", null,
        "Keep it with 'mciacc secret set NAME' and write Secret(\"NAME\"), or have a resource make it.");
}
