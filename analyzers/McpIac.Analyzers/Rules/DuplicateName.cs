using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Constants;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Rules;

/// <summary>Two resources, or components, of one type and parent with the same name, also by a loop that names each of them alike.</summary>
internal sealed class DuplicateName : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
    [
        Describe("MCI2010", "Two resources have the same name", DiagnosticSeverity.Error),
        Describe("MCI0007", "Two components have the same name", DiagnosticSeverity.Error),
    ];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        var names = new NameTable<IObjectCreationOperation>();
        foreach (var creation in tree.Of<IObjectCreationOperation>(OperationKind.ObjectCreation))
        {
            if ((program.Dsl.Token(creation.Type) ?? ComponentName.TypeOf(creation, program.Dsl)) is not { } type) continue;
            var runs = Runs.Of(creation, program);
            if (ParentOf(creation, runs, program) is not { } parent) continue;
            foreach (var name in runs.Frames.Select(f => NameOf(creation, f, program)).OfType<string>())
            {
                if (names.Taken($"{parent}/{type}/{name}", creation, runs) is not { } first) continue;
                yield return new Finding(Problem(creation, type, name, first, program.Dsl), ResourceNames.Place(creation), first == creation ? LoopVariable(creation) : null);
                break;
            }
        }
    }

    // For the fix: what differs from one turn to the next.
    private static string? LoopVariable(IOperation creation)
    {
        for (var outer = creation.Parent; outer is not null; outer = outer.Parent)
        {
            var (name, type) = outer switch
            {
                IForLoopOperation { Locals: [var counter] } => (counter.Name, counter.Type),
                IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: { } element } } => (element.Name, element.Type),
                IAnonymousFunctionOperation { Symbol.Parameters: [var parameter, ..] } => (parameter.Name, parameter.Type),
                _ => default((string, ITypeSymbol)),
            };
            if (name is not null) return type?.SpecialType is SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64 ? name : null;
        }

        return null;
    }

    private static Diagnostic Problem(IObjectCreationOperation creation, string type, string name, IObjectCreationOperation first, DslTypes dsl) => dsl.IsComponent(creation.Type)
        ? DeclarationProblems.DuplicateComponent(creation.Type?.Name ?? "", name, null)
        : DeclarationProblems.DuplicateResource(name, type, Reports.Place(ResourceNames.Place(creation)), Reports.Place(ResourceNames.Place(first)));

    private static string? NameOf(IObjectCreationOperation creation, Frame frame, ProgramFacts program) =>
        (program.Dsl.IsComponent(creation.Type) ? ComponentName.Written(creation) : ResourceNames.Written(creation)) is { } written ? new Evaluation(program).Of(written, frame)?.AsText() : null;

    /// <summary>What distinguishes the parent that a creation names; null when it can't be told.</summary>
    private static string? ParentOf(IObjectCreationOperation creation, Runs runs, ProgramFacts program)
    {
        var options = creation.Arguments.FirstOrDefault(a => program.Dsl.IsOptions(a.Parameter?.Type) && a.ArgumentKind == ArgumentKind.Explicit)?.Value;
        if (options is null) return "";
        var made = new Evaluation(program).Resolve(new Bound(options, Frame.Empty)).Operation as IObjectCreationOperation;
        if (made is null) return null;
        var parent = made.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(i => i.Target is IPropertyReferenceOperation { Property.Name: "Parent" })?.Value;
        if (parent is IConversionOperation { OperatorMethod: null } conversion) parent = conversion.Operand;
        return parent switch
        {
            null => "",
            IInstanceReferenceOperation => "this",
            _ when TreeFacts.VariableOf(parent) is { } variable && runs.Frames.All(f => f.Find(variable) is null) && program.Definition(variable) is not null => variable.ToDisplayString(),
            _ => null,
        };
    }
}
