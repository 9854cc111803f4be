using McpIac.Schemas.Bindings;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Schemas.Tests.Inference;

/// <summary>What the heuristics make of real servers. When they get better, the table is written anew, and read.</summary>
public sealed class RealServersTests(ITestOutputHelper output)
{
    // Resources, data sources, actions.
    private const string Expected = """
        0xshariq-docker: 0 3 21
        argocd: 1 9 2
        azure: 20 123 42
        cloud-run: 0 4 4
        cloudflare: 16 16 16
        dbhub: 0 1 1
        docker-mcp: 0 5 3
        elasticsearch: 0 4 0
        github-mcp-server: 1 2 25
        grafana: 0 38 5
        henkey-postgres: 0 0 18
        kubernetes-mcp-server: 2 12 4
        mcp-postgres-server: 0 4 1
        mcp-server-docker: 0 0 1
        mcp-server-kubernetes: 2 6 10
        mcp-sqlite: 0 4 4
        mongodb: 2 14 8
        n8n-leonardsellem: 1 2 4
        neon: 2 4 5
        netlify: 0 6 3
        opnsense: 14 35 61
        podman-mcp-server: 2 3 3
        render: 1 1 3
        sentry: 0 16 6
        server-everything: 0 8 6
        server-filesystem: 0 10 4
        server-github: 0 14 12
        server-memory: 2 3 2
        server-postgres: 0 0 1
        terraform-mcp-server: 0 9 1
        vercel-mcp: 0 5 2
        """;

    [Fact]
    public void Servers_HaveTheirResourcesDataSourcesAndActions()
    {
        var lines = Servers.All.Select(r => $"{r.Snapshot!.Provider}: {Count(r.Types, TypeKind.Resource)} {Count(r.Types, TypeKind.DataSource)} {Count(r.Types, TypeKind.Action)}").ToArray();

        output.WriteLine(string.Join('\n', lines));
        Assert.Equal(Expected.Split('\n'), lines);
        Assert.Equal(66, Servers.All.Sum(r => r.Types.Count(t => t.Kind == TypeKind.Resource)));

        static int Count(IEnumerable<ResourceType> types, TypeKind kind) => types.Count(t => t.Kind == kind);
    }

    [Fact]
    public void EachTool_IsOfExactlyOneType()
    {
        Assert.Equal(868, Servers.All.Sum(r => r.Snapshot!.Tools.Count));
        Assert.All(Servers.All, reading => Assert.Equal(
            reading.Snapshot!.Tools.Select(t => t["name"]!.AsText()!).Order(StringComparer.Ordinal),
            reading.Types.SelectMany(t => t.Tools.Select(u => u.Name).Distinct()).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Servers_AreReadWithoutErrors() => Assert.All(Servers.All.SelectMany(r => r.Diagnostics), d => Assert.Equal(Severity.Warning, d.Severity));

    [Fact]
    public void PropertiesWhoseSchemaGivesAType_AreTyped()
    {
        var members = Servers.All.SelectMany(r => r.Types).SelectMany(t => Members(t.Properties).Concat(Members(t.Outputs))).Where(GivesAType).ToArray();
        var typed = members.Count(m => !MemberWriter.IsFreeForm(m.Shape));

        output.WriteLine($"{typed} of {members.Length} properties, {100d * typed / members.Length:0.0} %, are typed.");
        Assert.InRange(members.Length, 4_000, int.MaxValue);
        Assert.True(typed >= 0.95 * members.Length);
    }

    private static IEnumerable<ShapeMember> Members(Shape shape) => shape.IsRepeat ? [] : shape.Members
        .SelectMany(m => Members(m.Shape).Prepend(m)).Concat(shape.Element is { } element ? Members(element) : []);

    private static bool GivesAType(ShapeMember member) =>
        new[] { "type", "enum", "const", "properties", "items", "anyOf", "oneOf", "allOf", "$ref" }.Any(k => member.Shape.Raw[k] is not null);

    [Theory]
    [InlineData("server-memory", "entity", "name", "create_entities delete_entities")]
    [InlineData("server-memory", "relation", "from to relationType", "create_relations delete_relations")]
    [InlineData("opnsense", "vlan", "tag", "create_vlan get_vlan list_vlans update_vlan delete_vlan")]
    [InlineData("opnsense", "haproxy_server", "uuid", "haproxy_server_add haproxy_server_update haproxy_server_delete")]
    [InlineData("cloudflare", "r2_object", "bucket key", "r2_put_object r2_get_object r2_list_objects r2_delete_object")]
    [InlineData("n8n-leonardsellem", "workflow", "workflowId", "create_workflow get_workflow list_workflows update_workflow delete_workflow")]
    [InlineData("kubernetes-mcp-server", "pod", "name", "pods_run pods_get pods_list pods_delete")]
    [InlineData("mcp-server-kubernetes", "helm_chart", "name namespace", "install_helm_chart upgrade_helm_chart uninstall_helm_chart")]
    [InlineData("podman-mcp-server", "container", "name", "container_run container_inspect container_list container_remove")]
    [InlineData("azure", "workbook", "workbook-id", "workbooks_create workbooks_show workbooks_list workbooks_update workbooks_delete")]
    [InlineData("azure", "eventhubs_namespace", "resource-group namespace", "eventhubs_namespace_update eventhubs_namespace_get eventhubs_namespace_delete")]
    [InlineData("mongodb", "index", "connectionId database collection name", "create-index drop-index")]
    [InlineData("neon", "branch", "projectId branchId", "create_branch describe_branch delete_branch")]
    [InlineData("github-mcp-server", "remote", "name", "git-remote-add git-remote-list git-remote-remove")]
    public void Resource_HasItsIdentityAndTools(string server, string resource, string identity, string tools)
    {
        var type = Servers.Types(server).Single(t => t.Token == $"{server}:{resource}");

        Assert.Equal((TypeKind.Resource, identity, tools), (type.Kind, string.Join(' ', type.Identity), string.Join(' ', type.Tools.Select(t => t.Name).Distinct())));
    }
}
