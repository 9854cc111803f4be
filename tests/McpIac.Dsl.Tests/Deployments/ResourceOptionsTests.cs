using McpIac.Dsl.Expressions;
using McpIac.Dsl.Tests.Programs;

namespace McpIac.Dsl.Tests.Deployments;

/// <summary>What the options of C# are as data: the same as a document writes.</summary>
public sealed class ResourceOptionsTests
{
    [Fact]
    public void ResourceWithoutOptions_HasNone() => Assert.Equal("", Options(() => _ = new Vpc("a") { CidrBlock = "" }));

    [Fact]
    public void Options_AreWhatWasWritten()
    {
        Assert.Equal("protect: true", Options(() => _ = new Vpc("a", new() { Protect = true }) { CidrBlock = "" }));
        Assert.Equal("protect: false", Options(() => _ = new Vpc("a", new() { Protect = false }) { CidrBlock = "" }));
        Assert.Equal("""
            ignoreChanges: ["a","b"]
            replaceOn: [null]
            replaceTrigger: {"$ref":["test/aws:vpc:vpc/x","id"]}
            deleteBeforeReplace: true
            """, Options(() => _ = new Vpc("a", new()
        {
            IgnoreChanges = ["a", "b"],
            ReplaceOn = [null!],
            ReplaceTrigger = new Vpc("x") { CidrBlock = "" }.Id,
            DeleteBeforeReplace = true,
        })
        { CidrBlock = "" }));
    }

    [Fact]
    public void AComponentsProtection_IsThatOfItsResources_UnlessTheySayOtherwise()
    {
        Assert.Equal("protect: true", Options(() => Inner(null)));
        Assert.Equal("protect: false", Options(() => Inner(false)));
    }

    [Fact]
    public void AComponentsFormerNames_AreFormerAddressesOfItsResources() => Assert.Equal(
        """aliases: ["b","test/Tier:outer/Tier:in/aws:vpc:vpc/a","test/Tier:outer/Tier:in/aws:vpc:vpc/b","test/Web:out/Tier:inner/aws:vpc:vpc/a","test/Web:out/Tier:inner/aws:vpc:vpc/b","test/Web:out/Tier:in/aws:vpc:vpc/a","test/Web:out/Tier:in/aws:vpc:vpc/b"]""",
        Options(() =>
        {
            var inner = new Tier("inner", new() { Aliases = ["in"], Parent = new Tier("outer", new() { Aliases = ["Web:out"] }) });
            _ = new Vpc("a", new() { Parent = inner, Aliases = ["b"] }) { CidrBlock = "" };
        }));

    [Fact]
    public void AnOptionOfResources_GivenToAComponent_IsReported()
    {
        var (_, diagnostics) = Recording.Run(() => _ = new Tier("x", new() { DeleteBeforeReplace = true }));
        Assert.Equal(("MCI0050", "DeleteBeforeReplace is an option of a single resource, and Tier 'x' is a component."), (Assert.Single(diagnostics).Id, diagnostics[0].Message));
    }

    private static void Inner(bool? protect)
    {
        var inner = new Tier("inner", new() { Parent = new Tier("outer", new() { Protect = true }) });
        _ = new Vpc("a", new() { Parent = inner, Protect = protect }) { CidrBlock = "" };
    }

    private static string Options(Action program)
    {
        var (deployment, diagnostics) = Recording.Run(program);
        Assert.Empty(diagnostics);
        return string.Join('\n', deployment.Resources[^1].Options.Select(o => $"{o.Name}: {ExpressionJson.Write(o.Value)}"));
    }

    private sealed class Tier(string name, ResourceOptions options) : Component(name, options);
}
