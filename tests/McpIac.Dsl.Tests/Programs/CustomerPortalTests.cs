using System.Runtime.CompilerServices;
using McpIac.Dsl.Expressions;
using static McpIac.Dsl.Authoring;

namespace McpIac.Dsl.Tests.Programs;

/// <summary>The constructs of samples/customer-portal, on a class of the generated shape.</summary>
public sealed class CustomerPortalTests
{
    [Fact]
    public void Sample_BecomesItsDeployment()
    {
        var (deployment, diagnostics) = Recording.Run(Program);
        Assert.Empty(diagnostics);
        Assert.Equal(
            """
            customer-portal/test:thing/app-network tag=150
            customer-portal/test:thing/app-1 address={"$ref":["customer-portal/test:thing/app-network","id"]}
            customer-portal/test:thing/app-2 address={"$ref":["customer-portal/test:thing/app-network","id"]}
            customer-portal/test:thing/app-backend servers=[{"$text":[{"$ref":["customer-portal/test:thing/app-1","privateIp"]},":8080"]},{"$text":[{"$ref":["customer-portal/test:thing/app-2","privateIp"]},":8080"]}]
            customer-portal/test:thing/status-page content={"$text":["<!doctype html>\n<ul>\n  <li>app-1: ",{"$ref":["customer-portal/test:thing/app-1","privateIp"]},"</li>\n</ul>\n"]}
            url={"$text":["https://",{"$ref":["customer-portal/test:thing/app-backend","address"]},"/"]}
            servers={"$text":[{"$ref":["customer-portal/test:thing/app-1","privateIp"]},", ",{"$ref":["customer-portal/test:thing/app-2","privateIp"]}]}
            """,
            string.Join('\n',
            [
                .. deployment.Resources.Select(r => $"{r.Urn} {string.Join(' ', r.Properties.Select(p => $"{p.Name}={ExpressionJson.Write(p.Value)}"))}"),
                .. deployment.Outputs.Select(o => $"{o.Name}={ExpressionJson.Write(o.Value)}"),
            ]));
    }

    private static void Program()
    {
        Deployment("customer-portal");
        var network = new Thing("app-network") { Tag = 150 };
        var servers = Enumerable.Range(1, 2).Select(i =>
            new Thing($"app-{i}")
            {
                Address = network.Id,
            }).ToList();
        var backend = new Thing("app-backend")
        {
            Servers = [.. servers.Select(s => Text($"{s.PrivateIp}:8080"))],
        };
        _ = new Thing("status-page")
        {
            Content = $"""
                <!doctype html>
                <ul>
                  <li>app-1: {servers[0].PrivateIp}</li>
                </ul>

                """,
        };
        Output("url", $"https://{backend.Address}/");
        Output("servers", Text($"{servers[0].PrivateIp}, {servers[1].PrivateIp}"));
    }

    [SchemaType("test:thing")]
    private sealed class Thing(
        string name, ResourceOptions? options = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        : Resource("test:thing", name, options, file, line)
    {
        public Value<long> Tag { get => ReadValue<long>("tag"); init => WriteValue("tag", value); }
        public Value<string> Address { get => ReadValue<string>("address"); init => WriteValue("address", value); }
        public Value<string> Content { get => ReadValue<string>("content"); init => WriteValue("content", value); }
        public ValueList<string> Servers { get => ReadList<string>("servers"); init => WriteList("servers", value); }
        public Value<string> Id => ReadValue<string>("id");
        public Value<string> PrivateIp => ReadValue<string>("privateIp");
    }
}
