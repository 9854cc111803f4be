using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Constants;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Catalogs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Language;

/// <summary>A property or output of a resource that a value is, and nothing else with it.</summary>
/// <param name="Token">The resource's type.</param>
/// <param name="Resource">The resource as the program names it.</param>
internal sealed record ReferenceRead(string Token, SchemaProperty Schema, Bound Resource)
{
    /// <summary>What a written value refers to; several for a list.</summary>
    public static IEnumerable<ReferenceRead> Of(WrittenValue written, Frame frame, ProgramFacts program)
    {
        if (Of(new Bound(written.Value, frame), program) is { } single) return [single];
        if (!written.IsSpread && !written.Schema.IsCollection) return [];
        if (new Evaluation(program).Elements(written.Value, frame) is { } elements) return elements.Select(e => Of(e, program)).OfType<ReferenceRead>();

        // Of resources that aren't all known their type still is.
        return Selected(new Evaluation(program).Resolve(new Bound(written.Value, frame)), program) is { } each ? [each] : [];
    }

    public static ReferenceRead? Of(Bound value, ProgramFacts program)
    {
        var made = new Evaluation(program).Resolve(value);
        return made.Operation switch
        {
            IPropertyReferenceOperation { Arguments.Length: 0, Instance: { } resource } property when program.Dsl.IsValue(property.Type) && program.Dsl.Token(resource.Type) is { } token =>
                program.Dsl.Property(property.Property) is { } schema ? new ReferenceRead(token, schema, made with { Operation = resource }) : null,
            IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation { Parts: [IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation append }] } }
                when append.Arguments.Count(a => a.ArgumentKind == ArgumentKind.Explicit) == 1 => Of(made with { Operation = append.Arguments[0].Value }, program),
            _ => null,
        };
    }

    /// <summary>As the binder writes it: <c>id of portal (aws:vpc:vpc)</c>.</summary>
    public string Shown(ProgramFacts program)
    {
        var made = new Evaluation(program).Resolve(Resource);
        var name = made.Operation is IObjectCreationOperation creation ? ResourceNames.Of(creation, made.Frame, program) : null;
        return $"{ShapeWords.Path(Schema.WireName)} of {name ?? Resource.Operation?.Syntax.ToString()} ({Token})";
    }

    private static ReferenceRead? Selected(Bound sequence, ProgramFacts program)
    {
        if (sequence.Operation is IInvocationOperation { TargetMethod.Name: "ToList" or "ToArray", Arguments: [{ Value: var inner }] }) sequence = sequence with { Operation = inner };
        return sequence.Operation is IInvocationOperation { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" }, Arguments: [_, { Value: var selector }] }
            && LambdaBody.Of(selector is IConversionOperation conversion ? conversion.Operand : selector) is { } lambda ? Of(sequence with { Operation = lambda.Result }, program) : null;
    }
}
