using McpIac.Compiler.Binding;
using McpIac.Compiler.Sources;
using McpIac.Compiler.Tests.Documents;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using static McpIac.Compiler.Tests.Binding.NetworkCatalog;

namespace McpIac.Compiler.Tests.Binding;

/// <summary>What exists and is only read; what can be wrong with it in every language is specified in tests/McpIac.Specs.</summary>
public sealed class ExistingTests
{
    [Theory]
    [InlineData("existing: v1, «properties»: {}", "MCI2020 a exists and is only read, so its properties can't be set. Take that out; or, to have the resource made, declare it without an id of what exists.")]
    [InlineData("existing: v1, options: { «protect»: true }", "MCI2021 a exists and is only read, which the option protect has no meaning for. Take it out. There are: provider, preconditions, postconditions.")]
    [InlineData("existing: «'${b.mtu}'»", "MCI2008 existing of a takes a text; this is mtu of b (net:core:vlan), a whole number. Make it a text: Text($\"{…}\") in C#, ${asText(…)} in YAML.")]
    [InlineData("existing: '${«b.nothing»}'", "MCI2007 b (net:core:vlan) has no property or output nothing. It has: tag, label, old, password, enabled, weight, rules, names, tags, id, mtu, addresses, ….")]
    [InlineData("existing: «[v1]»", "MCI2005 existing of a: is a list, not a text. Write a value that the provider's schema allows.")]
    public void AMistake_IsReportedAtItsPlace(string fields, string expected) =>
        Doc.AssertProblem($"resources:\n- {{ type: net:core:vlan, name: b, properties: {{ tag: 2 }} }}\n- {{ type: net:core:vlan, name: a, {fields} }}", expected);

    // C#'s initializers can't set anything; a map that is read through the resource can still be added to.
    [Fact]
    public void WhatIsWrittenIntoAMap_IsReported() => Assert.Equal(
        "MCI2020 a exists and is only read, so its tags can't be set.",
        Bind(Vlan("a", ("tags", new MapExpression([new("x", Lit(1))])))));

    [Fact]
    public void ATypeThatIsntReadByAnId_IsReported() => Assert.Equal(
        "MCI2022 a can't be read: made tells of a made:by:it only when it made it.",
        Bind(new DeclaredResource("test/made:by:it/a", "made:by:it", "a", [], [], null)));

    [Fact]
    public void ItsId_IsADependency_AndWhatItYieldsIsTyped()
    {
        var bound = Doc.Bind("""
            resources:
            - { type: net:core:route, name: r, properties: { vlan: "${a.id}" } }
            - { type: net:core:vlan, name: a, existing: "${b.device}" }
            - { type: net:core:route, name: b, properties: { device: x } }
            """).Deployment!;
        Assert.Equal(["test/net:core:route/b"], bound.Resources[1].Dependencies);
        Assert.Empty(bound.Resources[1].Properties);
        Doc.AssertProblem("""
            resources:
            - { type: net:core:route, name: a, existing: r1 }
            - { type: net:core:route, name: r, properties: { vlan: «"${a.id}"» } }
            """, "MCI2009 vlan of r refers to net:core:vlan#id; this is id of a (net:core:route). Refer to a resource of that type.");
    }

    private static string Bind(DeclaredResource resource)
    {
        var made = Schemas.Snapshots.CatalogLoader.Load([new("made.mcp.json", """
            { "mciacc": 1, "provider": "made", "source": { "server": "made", "version": "1" }, "tools": [], "types": [
              { "type": "made:by:it", "version": 1, "operations": { "update": true, "list": false, "import": false }, "properties": { "type": "object" }, "outputs": {} } ] }
            """)]).Catalog;
        var existing = new DeclaredProperty(DeclaredResource.ExistingName, new Literal(Datum.Of("1")), null);
        var catalog = resource.Type.StartsWith("made", StringComparison.Ordinal) ? made : Catalog;
        var problem = Assert.Single(Binder.Bind(new DeclaredDeployment("test", [resource with { Existing = existing }], []), catalog, SourceMap.Empty).Diagnostics);
        return $"{problem.Id} {problem.Message}";
    }
}
