using McpIac.EndToEnd.Tests.Workspaces;
using McpIac.Plans.Journals;
using McpIac.Schemas.Data;

namespace McpIac.EndToEnd.Tests.CustomerPortal;

/// <summary>The customer portal, and the changes that the tests make to it.</summary>
internal static class Portal
{
    public const string Sample = "customer-portal";

    /// <summary>Its resources by provider, each list by name.</summary>
    public static IReadOnlyDictionary<string, string[]> Resources { get; } = new Dictionary<string, string[]>
    {
        ["aws"] = ["app-1", "app-2", "app-db", "app-subnet", "portal"],
        ["docker"] = ["app-image"],
        ["local"] = ["status-page"],
        ["opnsense"] = ["allow-https", "app-backend", "app-frontend", "app-network"],
    };

    /// <summary>Each resource exists once, and nothing else does.</summary>
    public static void AssertComplete(Workspace workspace) =>
        Assert.All(Resources, r => Assert.Equal(r.Value, workspace.World(r.Key).Select(o => o.Name)));

    public static void MoveSubnet(Workspace workspace) => workspace.Edit("CidrBlock = \"10.0.1.0/24\"", "CidrBlock = \"10.0.2.0/24\"");

    public static void ChangeTagAndSubnet(Workspace workspace)
    {
        workspace.Edit("Tag = 150", "Tag = 151");
        MoveSubnet(workspace);
    }

    public static void RemoveSecondServer(Workspace workspace)
    {
        workspace.Edit("Enumerable.Range(1, 2)", "Enumerable.Range(1, 1)");
        workspace.Edit("  <li>app-2: {servers[1].PrivateIp}</li>\n", "");
        workspace.Edit("{servers[0].PrivateIp}, {servers[1].PrivateIp}", "{servers[0].PrivateIp}");
    }

    /// <summary>What the state knows, to be compared: resources, what is in doubt, outputs.</summary>
    public static string Known(Workspace workspace)
    {
        var state = workspace.State(Sample);
        return string.Join('\n',
        [
            .. state.Resources.Values.OrderBy(r => r.Urn, StringComparer.Ordinal).Select(r =>
                $"{r.Urn} {r.Id} {DatumWriter.Write(r.Inputs, sortKeys: true)} {DatumWriter.Write(r.Outputs, sortKeys: true)} after {string.Join(", ", r.Dependencies)} {r.Deposed.Count} deposed"),
            .. state.Pending.Select(p => $"in doubt: {p.Action} {p.Urn}"),
            .. state.Outputs.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key} = {DatumWriter.Write(o.Value, sortKeys: true)}"),
        ]);
    }

    /// <summary>What was done, "create app-1", in the order in which the journal has it.</summary>
    public static IReadOnlyList<string> Intents(Workspace workspace, int after = 0) =>
        [.. workspace.Journal(Sample).Skip(after).OfType<IntentRecorded>().Select(i => $"{i.Action}{(i.Deposed ? " old" : "")} {i.Name}")];
}
