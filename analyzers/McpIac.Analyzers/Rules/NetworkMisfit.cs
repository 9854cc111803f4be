using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Networks;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Rules;

/// <summary>A subnet whose address block lies outside of its network's, or overlaps that of another subnet there.</summary>
internal sealed class NetworkMisfit : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
    [
        Describe("MCI3101", "An address block lies outside of its network's", DiagnosticSeverity.Warning),
        Describe("MCI3102", "Two address blocks of one network overlap", DiagnosticSeverity.Warning),
    ];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        foreach (var network in Subnetwork.In(tree, program).GroupBy(s => s.Parent))
        {
            // Further blocks may be added to a network by resources of another type.
            var isWhole = network.Select(s => s.Token).Distinct().Count() == 1;
            foreach (var subnet in network.Where(s => isWhole && s.ParentBlock is { } block && block.Width == s.Block.Width && !block.Contains(s.Block)))
                yield return new Finding(Outside(subnet), subnet.Value.Syntax.GetLocation());
            foreach (var finding in network.GroupBy(s => s.Token).SelectMany(Overlaps)) yield return finding;
        }
    }

    // In the order of their addresses one that overlaps any before it overlaps the one that reaches furthest.
    private static IEnumerable<Finding> Overlaps(IEnumerable<Subnetwork> subnets)
    {
        Subnetwork? furthest = null;
        foreach (var subnet in subnets.OrderBy(s => s.Block.Width).ThenBy(s => s.Block.Address).ThenBy(s => s.Block.Length).ThenBy(s => s.Value.Syntax.SpanStart))
        {
            if (furthest is not null && furthest.Block.Overlaps(subnet.Block))
            {
                var (first, second) = furthest.Value.Syntax.SpanStart <= subnet.Value.Syntax.SpanStart ? (furthest, subnet) : (subnet, furthest);
                yield return new Finding(Overlapping(first, second), second.Value.Syntax.GetLocation());
            }

            if (furthest is null || furthest.Block.Width != subnet.Block.Width || subnet.Block.Address + subnet.Block.Size > furthest.Block.Address + furthest.Block.Size) furthest = subnet;
        }
    }

    private static Diagnostic Outside(Subnetwork subnet) => Diagnostic.Warning("MCI3101",
        $"{subnet.Written} of {subnet.Name ?? "this subnet"} isn't in {subnet.ParentBlock}, the block of {subnet.ParentName ?? "its network"}.", null,
        "Take a block of that network, by Cidr.Subnet(network, bits, number) for example.");

    private static Diagnostic Overlapping(Subnetwork first, Subnetwork second) => Diagnostic.Warning("MCI3102",
        $"{second.Written} of {second.Name ?? "this subnet"} overlaps {first.Written} of {first.Name ?? "another one"} in the same network.", null, "Give each a block of its own.");
}
