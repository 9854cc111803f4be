using McpIac.Conformance;
using McpIac.Conformance.Examples;
using McpIac.Providers.Docker.Tests.Images;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Docker.Tests;

/// <summary>The conformance kit's checks on the real daemon.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public async Task Docker_ReachesTheLevelThatItClaims_InAllItsTypes()
    {
        await using var backend = new Backend();
        await using var registry = new Registry();
        await using var session = await backend.StartAsync();
        var image = await backend.ImageAsync(session);
        TypeExamples Of(string create, string? update, string replace) => new(Read(create), update is null ? null : Read(update), Read(replace));
        Datum Read(string json) => Session.Parse(json.Replace("IMAGE", image, StringComparison.Ordinal).Replace("REGISTRY", registry.Address, StringComparison.Ordinal)
            .Replace("{unique}", backend.Name("{unique}"), StringComparison.Ordinal));
        var examples = new Dictionary<string, TypeExamples>
        {
            ["docker:container:container"] = Of("""{ "image": "IMAGE", "name": "{unique}", "networks": [], "stopTimeout": 0 }""", """{ "pidsLimit": 50 }""", """{ "env": { "A": "2" }, "name": "{unique}" }"""),
            ["docker:image:build"] = Of("""{ "context": "app", "tag": "{unique}:1" }""", $$"""{ "tags": ["{{backend.Name("more")}}:1"] }""", """{ "labels": { "a": "b" } }"""),
            ["docker:image:pull"] = Of("""{ "image": "REGISTRY/{unique}:1", "username": "builder", "password": "hush-hush" }""", """{ "username": "another" }""", """{ "image": "REGISTRY/{unique}:2" }"""),
            ["docker:network:network"] = Of("""{ "name": "{unique}" }""", null, """{ "internal": true, "name": "{unique}" }"""),
            ["docker:volume:volume"] = Of("""{ "name": "{unique}" }""", null, """{ "labels": { "a": "b" }, "name": "{unique}" }"""),
        };
        await using var server = DockerProvider.Create(backend.Folder.Path, backend.Variable, null);

        var report = await ProviderConformance.RunAsync(server.ConnectInMemory(), new ConformanceOptions(examples), TestContext.Current.CancellationToken);

        Assert.True(report.Reaches(4), report.ToString());
        Assert.All(report.Types, t => Assert.Equal(4, t.Level));
    }
}
