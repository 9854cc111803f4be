using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Constants;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Declarations;
using Microsoft.CodeAnalysis;

namespace McpIac.Analyzers.Rules;

/// <summary>The id of a VPC where the id of a subnet belongs: a reference to a type or output that the property's schema doesn't name.</summary>
internal sealed class WrongReference : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI2009", "A reference leads to the wrong type", DiagnosticSeverity.Error)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        foreach (var written in program.WrittenIn(tree).Where(w => w.Schema.Shape.References.Count > 0))
        {
            var runs = Runs.Of(written.Value, program);
            var frames = ReferenceRead.Of(written, Frame.Empty, program).Any() ? runs.Frames.Take(1) : runs.Doubts.Count == 0 ? runs.Frames : [];
            if (frames.SelectMany(f => Wrong(written, f, program)).FirstOrDefault() is { } finding) yield return finding;
        }
    }

    private static IEnumerable<Finding> Wrong(WrittenValue written, Frame frame, ProgramFacts program) =>
        ReferenceRead.Of(written, frame, program).Where(read => !IsMeant(written.Schema.Shape, read)).Select(read => new Finding(
            DeclarationProblems.WrongReference(written.Path, ResourceNames.Shown(written.Owner, frame, program), read.Shown(program), written.Schema.Shape.References, null),
            written.Value.Syntax.GetLocation()));

    // As the binder judges it: a property that itself must refer to the same thing passes it on, and where any text will do, only another type's identity is wrong.
    private static bool IsMeant(Shape expected, ReferenceRead read) =>
        expected.References.Any(r => ReferenceTargets.Name(r, read.Token, read.Schema.WireName))
        || read.Schema.Shape.References.Any(r => expected.References.Contains(r, StringComparer.Ordinal))
        || expected.ReferenceOrText && read.Schema.WireName != "id";
}
