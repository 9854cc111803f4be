using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Constants;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Networks;

/// <summary>
/// A resource with an address block that refers to another one with such a block: a subnet and its VPC. Schemas don't say that the one lies in the other, so it is
/// taken for so only when both properties have the same name and the format of a block.
/// </summary>
/// <param name="Parent">What identifies the resource that it refers to.</param>
/// <param name="ParentBlock">That resource's block, when it is known.</param>
internal sealed record Subnetwork(string Token, string? Name, Network Block, string Written, IOperation Value, string Parent, string? ParentName, Network? ParentBlock)
{
    public static IEnumerable<Subnetwork> In(TreeFacts tree, ProgramFacts program)
    {
        foreach (var creation in tree.Of<IObjectCreationOperation>(OperationKind.ObjectCreation))
        {
            if (program.Dsl.Token(creation.Type) is not { } token) continue;
            var written = WrittenValues.Of(creation, program.Dsl).Where(w => w.Pointer.LastIndexOf('/') == 0 && program.Dsl.IsValue(w.Property.Type)).ToArray();
            foreach (var block in written.Where(w => w.Schema.Shape.Format == "cidr"))
            {
                foreach (var reference in written.Where(w => w.Schema.Shape.References.Count == 1))
                {
                    foreach (var found in Pairs(token, creation, block, reference, program)) yield return found;
                }
            }
        }
    }

    private static IEnumerable<Subnetwork> Pairs(string token, IObjectCreationOperation creation, WrittenValue block, WrittenValue reference, ProgramFacts program)
    {
        var runs = Runs.Of(creation, program);
        if (runs.Doubts.Count > 0) yield break;
        foreach (var frame in runs.Frames)
        {
            if (ReferenceRead.Of(new Bound(reference.Value, frame), program) is not { } read || read.Schema.WireName != "id") continue;
            if (BlockOf(read.Resource.Operation?.Type, block.Schema.WireName, program) is not { } property) continue;
            var parent = new Evaluation(program).Resolve(read.Resource);
            if (parent.Operation is not IObjectCreationOperation made || Runs.Of(made, program).Frames.Count > 1 && ResourceNames.Of(made, parent.Frame, program) is null) continue;
            if (new Evaluation(program, readsThrough: true).Of(block.Value, frame)?.AsText() is not { } text || Network.Parse(text) is not { } network) continue;

            var name = ResourceNames.Of(made, parent.Frame, program);
            var outer = WrittenValues.Of(made, program.Dsl).FirstOrDefault(w => SymbolEqualityComparer.Default.Equals(w.Property, property));
            yield return new Subnetwork(token, ResourceNames.Of(creation, frame, program), network, text, block.Value, $"{made.Syntax.SyntaxTree.FilePath}:{made.Syntax.SpanStart}:{name}", name,
                outer is null ? null : Network.Parse(new Evaluation(program, readsThrough: true).Of(outer.Value, parent.Frame)?.AsText()));
        }
    }

    private static IPropertySymbol? BlockOf(ITypeSymbol? type, string wireName, ProgramFacts program) => type?.GetMembers().OfType<IPropertySymbol>()
        .FirstOrDefault(p => p.SetMethod is not null && program.Dsl.Property(p) is { Shape.Format: "cidr" } schema && schema.WireName == wireName);
}
