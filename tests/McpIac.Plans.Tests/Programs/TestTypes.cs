using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Tests.Programs;

/// <summary>A small hand-made catalog: a cloud, a firewall, a database.</summary>
internal static class TestTypes
{
    public static Catalog Catalog { get; } = new(
    [
        Provider("aws",
            Type("aws:vpc:vpc", [P("cidrBlock", Text with { Immutable = true, Equal = "cidr" }), P("tags", new Shape { Kind = ShapeKind.Map, Element = Text })], [])
                with { Raw = Datum.MapOf([new("timeouts", Datum.MapOf([new("create", Datum.Of("PT42S"))]))]) },
            Type("aws:vpc:subnet", [P("vpcId", Text with { Immutable = true }), P("cidrBlock", Text with { Immutable = true })], [P("cidrBlock", Text)], [["vpcId", "cidrBlock"]]),
            Type("aws:ec2:instance",
                [P("subnetId", Text with { Immutable = true }), P("size", Text with { Default = Datum.Of("small") }), P("userData", Text)],
                [P("privateIp", Text with { From = "${subnetId.cidrBlock}" }), P("type", Text with { From = "${size}" }), P("label", Text with { From = "x-${type}" })]),
            Type("aws:rds:db",
                [P("engine", Text with { Immutable = true }), P("password", Text with { Sensitive = true }), P("users", Users)],
                [P("endpoint", Text), P("token", Text with { Sensitive = true }), P("connection", Text)]) with { Stateful = true, UndoDelete = UndoKind.Irreversible }),
        Provider("fw",
            Type("fw:net:vlan", [P("tag", new Shape { Kind = ShapeKind.Integer }), P("interface", Text)], [P("device", Text with { From = "${interface}_vlan${tag}" })], [["interface", "tag"]]),
            Type("fw:haproxy:backend", [P("name", Text), P("servers", ListOf(Text)), P("tags", ListOf(Text) with { Unordered = true })], [P("name", Text)], [["name"]]),
            Type("fw:haproxy:frontend", [P("backend", Text), P("bind", Text with { Immutable = true })], [P("address", Text)]),
            Type("fw:alias:alias", [P("name", Text), P("mode", Text with { Immutable = true }), P("content", Text)], [], [["name"]]),
            Type("fw:alias:member", [P("alias", Text with { Immutable = true }), P("value", Text)], []),
            Type("fw:box:unit", [P("slot", Text with { Immutable = true })], []) with { DeleteFirst = true },
            Type("fw:image:pull", [P("image", Text)], []) with { CanUpdate = false }),
        Provider("files", Type("files:file:file", [P("path", Text with { Immutable = true }), P("content", Text)], [P("content", Text), P("digest", Text)])),
    ]);

    public static Shape Text => new() { Kind = ShapeKind.Text };

    private static Shape Users => ListOf(new Shape
    {
        Kind = ShapeKind.Object, Members = [P("name", Text), P("pass", Text with { Sensitive = true })],
    });

    public static ShapeMember P(string name, Shape shape) => new(name, shape, false, []);

    public static Shape ListOf(Shape element) => new() { Kind = ShapeKind.List, Element = element };

    public static ResourceType Type(string token, ShapeMember[] properties, ShapeMember[] outputs, IReadOnlyList<IReadOnlyList<string>>? naturalKeys = null) => new(
        token, token.Split(':')[0], token, "", new Shape { Kind = ShapeKind.Object, Members = properties },
        new Shape { Kind = ShapeKind.Object, Members = [P("id", Text), .. outputs] }, ["id"], naturalKeys ?? [],
        CanUpdate: true, CanList: true, UndoKind.Exact, UndoKind.Exact, UndoKind.Recreate, Stateful: false, DeleteFirst: false, Datum.EmptyMap);

    public static ProviderSchema Provider(string name, params ResourceType[] types) => new(name, "sha256:" + name, [], types);
}
