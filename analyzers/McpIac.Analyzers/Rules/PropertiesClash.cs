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

/// <summary>Two properties set that exclude each other or are the same by another name, or one set without another that it needs.</summary>
internal sealed class PropertiesClash : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
    [
        Describe("MCI2004", "A property is set twice", DiagnosticSeverity.Error),
        Describe("MCI3109", "Two properties exclude each other", DiagnosticSeverity.Error),
        Describe("MCI3110", "A property needs another one", DiagnosticSeverity.Error),
    ];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        foreach (var creation in tree.Of<IObjectCreationOperation>(OperationKind.ObjectCreation).Where(c => program.Dsl.IsResource(c.Type) || program.Dsl.IsNested(c.Type)))
        {
            var written = Written(creation, program).ToArray();
            for (var i = 0; i < written.Length; i++)
            {
                var (schema, value) = written[i];
                foreach (var (other, _) in written.Take(i))
                {
                    if (other.Canonical == schema.Canonical) yield return new Finding(Twice(creation, schema, program), value.GetLocation());
                    else if (schema.ExclusiveWith.Contains(other.Canonical)) yield return new Finding(Clash(creation, other, schema, program), value.GetLocation());
                }

                foreach (var needed in schema.RequiredWith.Where(n => creation.Initializer is { } all && !all.Initializers.Any(m => IsOf(m, n, program))))
                    yield return new Finding(Missing(creation, schema, needed, program), ResourceNames.Place(creation));
            }
        }
    }

    // Those that are surely set: default, or a variable that may hold it, leaves a property out.
    private static IEnumerable<(SchemaProperty Schema, SyntaxNode Value)> Written(IObjectCreationOperation creation, ProgramFacts program)
    {
        foreach (var member in creation.Initializer?.Initializers ?? [])
        {
            if (TargetOf(member) is not { } target || program.Dsl.Property(target.Property) is not { } schema) continue;
            var value = member is ISimpleAssignmentOperation assignment ? assignment.Value : member;
            if (!MayBeUnset(value)) yield return (schema, value.Syntax);
        }
    }

    private static bool IsOf(IOperation member, string canonical, ProgramFacts program) => TargetOf(member) is { } target && program.Dsl.Property(target.Property)?.Canonical == canonical;

    private static IPropertyReferenceOperation? TargetOf(IOperation member) => member switch
    {
        ISimpleAssignmentOperation assignment => assignment.Target as IPropertyReferenceOperation,
        IMemberInitializerOperation nested => nested.InitializedMember as IPropertyReferenceOperation,
        _ => null,
    };

    private static bool MayBeUnset(IOperation value)
    {
        while (value is IConversionOperation conversion) value = conversion.Operand;
        return value is IDefaultValueOperation or IParameterReferenceOperation or IConditionalOperation or ICoalesceOperation || value.ConstantValue is { HasValue: true, Value: null }
            || value is ILocalReferenceOperation or IFieldReferenceOperation && !value.ConstantValue.HasValue;
    }

    private static Diagnostic Twice(IObjectCreationOperation creation, SchemaProperty property, ProgramFacts program) =>
        DeclarationProblems.SetTwice(property.Canonical, property.WireName, ResourceNames.Shown(creation, Frame.Empty, program), null);

    private static Diagnostic Clash(IObjectCreationOperation creation, SchemaProperty first, SchemaProperty second, ProgramFacts program) => Diagnostic.Error("MCI3109",
        $"{first.WireName} and {second.WireName} of {ResourceNames.Shown(creation, Frame.Empty, program)} exclude each other.", null, "Keep one of the two.");

    private static Diagnostic Missing(IObjectCreationOperation creation, SchemaProperty set, string needed, ProgramFacts program) => Diagnostic.Error("MCI3110",
        $"{set.WireName} of {ResourceNames.Shown(creation, Frame.Empty, program)} is set, which needs {needed} too.", null, $"Set {needed}, or take {set.WireName} out.");
}
