using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Constants;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Declarations;
using McpIac.Schemas.Validation;
using Microsoft.CodeAnalysis;

namespace McpIac.Analyzers.Rules;

/// <summary>A constant outside of the range, the lengths, the allowed values, the pattern or the format of its property.</summary>
internal sealed class ValueBreaksSchema : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI2005", "A value breaks the provider's schema", DiagnosticSeverity.Error)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        foreach (var written in program.WrittenIn(tree))
        {
            var found = Runs.Of(written.Value, program).Sure(written.Value, program)
                .Select(frame => Constants(written, frame, program).SelectMany(c => Violations(written, c, frame, program)).ToArray()).FirstOrDefault(f => f.Length > 0);
            foreach (var finding in found ?? []) yield return finding;
        }
    }

    private static IEnumerable<Finding> Violations(WrittenValue written, Datum value, Frame frame, ProgramFacts program) =>
        ShapeValidator.Validate(written.Schema.Shape, value).Select(violation => new Finding(
            DeclarationProblems.WrongValue(written.Path, ResourceNames.Shown(written.Owner, frame, program), DeclarationProblems.Why(violation, written.Schema.IsSensitive), null, written.Schema.Changed),
            written.Value.Syntax.GetLocation(), violation.Code == "enum" && !written.Schema.IsSensitive ? NearestAllowed(written, value) : null));

    private static string? NearestAllowed(WrittenValue written, Datum value) =>
        value.AsText() is { } text ? Nearest.To(text, written.Schema.Shape.Enum.Select(e => e.AsText()).OfType<string>()) : null;

    private static IEnumerable<Datum> Constants(WrittenValue written, Frame frame, ProgramFacts program)
    {
        if (written.IsSpread || written.Schema.IsCollection && new Evaluation(program).Of(written.Value, frame) is null)
            return new Evaluation(program).Elements(written.Value, frame)?.Select(e => new Evaluation(program).Of(e)).OfType<Datum>() ?? [];
        return new Evaluation(program).Of(written.Value, frame) is { } value ? [value] : [];
    }
}
