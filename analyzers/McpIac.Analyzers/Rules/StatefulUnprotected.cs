using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Constants;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Rules;

/// <summary>A database, volume or the like, whose data is gone when it is deleted, without protection. Silent where the library has none to offer, and in doubt.</summary>
internal sealed class StatefulUnprotected : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI3112", "What holds data isn't protected", DiagnosticSeverity.Info)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        if (program.Dsl.Type("ResourceOptions")?.GetMembers("Protect").Length is null or 0) yield break;
        foreach (var creation in tree.Of<IObjectCreationOperation>(OperationKind.ObjectCreation))
        {
            if (program.Dsl.Attribute(creation.Type, "StatefulAttribute") is null || MayBeProtected(creation, program)) continue;
            yield return new Finding(
                Diagnostic("MCI3112", creation, program), ResourceNames.Place(creation));
        }
    }

    private static Diagnostic Diagnostic(string id, IObjectCreationOperation creation, ProgramFacts program) => new(id, Schemas.Diagnostics.Severity.Info,
        $"{ResourceNames.Shown(creation, Frame.Empty, program)} holds data, which is gone when it is deleted or replaced, and it isn't protected.", null,
        "Give it new ResourceOptions { Protect = true }.");

    // Options that were made elsewhere may say it, and so may a component's.
    private static bool MayBeProtected(IObjectCreationOperation creation, ProgramFacts program)
    {
        if (creation.Arguments.FirstOrDefault(a => program.Dsl.IsOptions(a.Parameter?.Type) && a.ArgumentKind == ArgumentKind.Explicit)?.Value is not { } options) return false;
        return new Evaluation(program).Resolve(new Bound(options, Frame.Empty)).Operation is not IObjectCreationOperation made
            || made.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Any(i => i.Target is IPropertyReferenceOperation { Property.Name: "Protect" or "Parent" }) == true;
    }
}
