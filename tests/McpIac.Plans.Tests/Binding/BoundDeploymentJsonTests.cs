using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Tests.Binding;

/// <summary>The canonical form: the same bytes for the same deployment, however it was written; no secret in it.</summary>
public sealed class BoundDeploymentJsonTests
{
    private static readonly BoundResource Vpc = Resource("aws:vpc:vpc", "net", ("cidrBlock", Lit("10.0.0.0/16")));

    [Fact]
    public void ADeployment_HasItsForm() => Assert.Equal(
        """
        {"name":"shop","catalog":{"aws":"sha256:aws"},"resources":[
        {"urn":"shop/aws:ec2:instance/app","type":"aws:ec2:instance","name":"app","properties":{"size":"small","subnetId":{"$ref":["shop/aws:vpc:vpc/net","id"]}},"dependencies":["a","b"]},
        {"urn":"shop/aws:vpc:vpc/net","type":"aws:vpc:vpc","name":"net","properties":{"cidrBlock":"10.0.0.0/16"},"dependencies":[]}],
        "outputs":[{"name":"a","value":1,"secret":false},{"name":"b","value":{"$secret":{"$literal":{"$iac":"secret"}}},"secret":true}]}
        """.ReplaceLineEndings(""),
        Write(
            [Vpc, Resource("aws:ec2:instance", "app", ("subnetId", new Reference(Vpc.Urn, ["id"])), ("size", Lit("small"))) with { Dependencies = ["b", "a"] }],
            [new BoundOutput("b", Lit("hidden"), true), new BoundOutput("a", new Literal(Datum.Of(1)), false)]));

    [Fact]
    public void Options_AreWrittenOnlyWhereThereAreSome()
    {
        Assert.DoesNotContain("options", Write([Vpc], []), StringComparison.Ordinal);
        Assert.Contains("""
            "dependencies":[],"options":{"protect":true}}
            """, Write([Vpc with { Options = new BoundOptions { Protect = true } }], []), StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_AreWrittenByName_WithoutSecrets_AndOnlyWhereThereAreSome()
    {
        var deployment = new BoundDeployment("shop", [], [], new Dictionary<string, string>());
        Assert.Null(BoundDeploymentJson.Write(deployment)["checks"]);
        Assert.Equal(
            """{"a":{"condition":true,"message":{"$secret":{"$literal":{"$iac":"secret"}}}},"b":{"condition":true,"message":"y"}}""",
            BoundDeploymentJson.Write(deployment with
            {
                Checks = [new("b", new(new Literal(Datum.True), Lit("y")), null), new("a", new(new Literal(Datum.True), new Secret(Lit("x"))), null)],
            })["checks"]?.ToString());
    }

    [Theory]
    [InlineData("""{ "b": 1, "a": [2] }""", """{ "a": [2.0], "b": 1e0 }""")]
    [InlineData("1.10", "1.1")]
    [InlineData("0.10e1", "1")]
    [InlineData("123456789012345678.50", "123456789012345678.5")]
    public void EqualValues_HaveEqualForms(string one, string other) => Assert.Equal(OfTags(one), OfTags(other));

    [Theory]
    [InlineData("1e-30", "0")]
    [InlineData("0.1234567890123456789", "0.1234567890123456788")]
    [InlineData("9007199254740993", "9007199254740992")]
    public void UnequalNumbers_HaveUnequalForms(string one, string other) => Assert.NotEqual(OfTags(one), OfTags(other));

    [Fact]
    public void Secrets_AreMasked_WhetherTheSchemaOrTheProgramSaysSo()
    {
        var text = Write(
            [
                Resource("aws:rds:db", "db",
                    ("password", Lit("hidden-1")),
                    ("engine", new Interpolation([Lit("x"), new Secret(Lit("hidden-2"))])),
                    ("users", new ListExpression([new MapExpression([new("name", Lit("u")), new("pass", Lit("hidden-3"))])]))),
            ],
            [new BoundOutput("o", new Secret(Lit("hidden-4")), false)]);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"u\"", text, StringComparison.Ordinal);
    }

    private static string OfTags(string json) => Write([Resource("aws:vpc:vpc", "net", ("tags", new Literal(DatumReader.Read(json).Value!)))], []);

    private static string Write(BoundResource[] resources, BoundOutput[] outputs) =>
        BoundDeploymentJson.Write(new BoundDeployment("shop", resources, outputs, new Dictionary<string, string> { ["aws"] = "sha256:aws" })).ToString();

    private static Literal Lit(string text) => new(Datum.Of(text));

    private static BoundResource Resource(string type, string name, params (string Name, Expression Value)[] properties) =>
        new($"shop/{type}/{name}", name, TestTypes.Catalog.Find(type)!, properties.ToDictionary(p => p.Name, p => p.Value), [], null);
}
