using McpIac.Providers.Twin.Templates;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Twin.Tests.Templates;

public sealed class TemplateTests
{
    private static readonly Dictionary<string, Datum> Values = new()
    {
        ["id"] = Datum.Of("vpc-1"), ["tag"] = Datum.Of(150), ["engine"] = Datum.Of("mysql"), ["on"] = Datum.True, ["subnetId.cidrBlock"] = Datum.Of("10.0.1.0/24"),
        ["ports.0.hostPort"] = Datum.Of(8080), ["none"] = Datum.Null,
    };

    [Theory]
    [InlineData("running", "\"running\"")]
    [InlineData("${id}", "\"vpc-1\"")]
    [InlineData("${tag}", "150")]
    [InlineData("arn:aws:ec2:vpc/${id}", "\"arn:aws:ec2:vpc/vpc-1\"")]
    [InlineData("${id}_vlan${tag}", "\"vpc-1_vlan150\"")]
    [InlineData("${id} is ${on}", "\"vpc-1 is true\"")]
    [InlineData("${subnetId.cidrBlock}", "\"10.0.1.0/24\"")]
    [InlineData("${ports[0].hostPort}", "8080")]
    [InlineData("${engine == \"postgres\" ? 5432 : 3306}", "3306")]
    [InlineData("${engine != \"postgres\" ? 5432 : 3306}", "5432")]
    [InlineData("${engine == \"a\" ? 1 : engine == \"mysql\" ? 2 : 3}", "2")]
    [InlineData("${on == true ? \"a\\\"b\" : id}", "\"a\\\"b\"")]
    public void Template_Evaluates(string template, string expected) => Assert.Equal(expected, Evaluate(template)?.ToString());

    [Theory]
    [InlineData("${missing}")]
    [InlineData("x-${missing}")]
    [InlineData("x-${none}")]
    public void Template_WhosePathLeadsNowhere_HasNoValue(string template) => Assert.Null(Evaluate(template));

    [Theory]
    [InlineData("")]
    [InlineData("${")]
    [InlineData("${}")]
    [InlineData("${id")]
    [InlineData("${id == }")]
    [InlineData("${id == 1 ? 2}")]
    [InlineData("${ports[x]}")]
    [InlineData("${\"open}")]
    [InlineData("${a + b}")]
    public void Template_BeyondTheGrammar_IsNotUsed(string template) => Assert.Null(Template.Parse(template));

    [Fact]
    public void Roots_AreTheFirstNamesOfAllPaths() =>
        Assert.Equal(["bind", "a", "b", "subnetId"], Template.Parse("${bind == a ? b : 1}/${subnetId.cidrBlock}/${bind}")?.Roots);

    [Fact]
    public void Template_NestedWithoutEnd_IsNotUsed() => Assert.Null(Template.Parse("${" + string.Concat(Enumerable.Repeat("a == b ? 1 : ", 5000)) + "1}"));

    private static Datum? Evaluate(string template) => Template.Parse(template)?.Evaluate(steps => Values.GetValueOrDefault(string.Join('.', steps)));
}
