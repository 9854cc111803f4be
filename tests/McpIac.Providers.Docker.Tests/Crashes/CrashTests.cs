using McpIac.Providers.Tests.Crashes;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Tests.Crashes;

/// <summary>The provider dies when a create has had its effect and nobody has written it down: the next one finds it, and makes no second.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData("docker:network:network", """{ "name": "NAME" }""", "network")]
    [InlineData("docker:volume:volume", """{ "name": "NAME" }""", "volume")]
    [InlineData("docker:image:build", """{ "context": "app", "tag": "NAME:1" }""", "image")]
    [InlineData("docker:container:container", """{ "name": "NAME", "image": "IMAGE", "networks": [], "env": { "WORD": "hush-hush" }, "stopTimeout": 0 }""", "container")]
    public async Task WhatACreateMade_IsFoundByItsKey(string type, string properties, string kind)
    {
        await using var backend = new Backend();
        await using var helper = await backend.StartAsync();
        var image = properties.Contains("IMAGE", StringComparison.Ordinal) ? await backend.ImageAsync(helper) : "";
        var change = Session.Create(type, "x", properties.Replace("NAME", backend.Name("x"), StringComparison.Ordinal).Replace("IMAGE", image, StringComparison.Ordinal)) with { Secrets = ["/env/WORD"] };
        WireResource made;
        await using (var first = await Session.StartAsync(backend.Folder.Path, backend.Folder["now/world"], backend.Variable, h => new Moment(h, backend.Folder["now/world"], backend.Folder["later/world"])))
        {
            made = await first.MadeAsync(change);
        }

        await using (var next = await Session.StartAsync(backend.Folder.Path, backend.Folder["later/world"], backend.Variable))
        {
            var asked = await next.AskAsync(change.Key);
            Assert.Equal((made.Id, "created"), (asked.Data?.Id, asked.Data?.State));
            Assert.Equal(made.Id, (await next.MadeAsync(change)).Id);
        }

        await using (var next = await Session.StartAsync(backend.Folder.Path, backend.Folder["later/world"], backend.Variable))
        {
            var asked = await next.AskAsync(change.Key);

            // A plan of somebody who doesn't say which values are secrets compares them with fingerprints.
            if (image.Length == 0) Assert.Equal("noop", await next.PlannedAsync(made, properties.Replace("NAME", backend.Name("x"), StringComparison.Ordinal).Replace("IMAGE", image, StringComparison.Ordinal)));
            Assert.Single((await backend.ListAsync(kind)).Split('\n'), n => n.StartsWith(backend.Name("x"), StringComparison.Ordinal));
            Assert.All(Directory.GetFiles(backend.Folder["later"]), f => Assert.DoesNotContain("hush", File.ReadAllText(f), StringComparison.Ordinal));
            await next.GoneAsync(Session.Delete(asked.Data!));
        }

        Assert.DoesNotContain((await backend.ListAsync(kind)).Split('\n'), n => n.StartsWith(backend.Name("x"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task AContainerThatWasMadeAndNotStarted_IsStarted()
    {
        await using var backend = new Backend();
        await using var helper = await backend.StartAsync();
        var change = Session.Create("docker:container:container", backend.Name("x"), $$"""{ "image": "{{await backend.ImageAsync(helper)}}", "networks": [], "stopTimeout": 0 }""");
        await using (var first = await Session.StartAsync(backend.Folder.Path, backend.Folder["now/world"], backend.Variable, h => new Moment(h, backend.Folder["now/world"], backend.Folder["later/world"])))
        {
            await first.MadeAsync(change);
        }

        await backend.DockerAsync($"rm -f {backend.Name("x")}");
        var half = await backend.DockerAsync($"create --name {backend.Name("x")} --network none --label io.mcpiac.key={change.Key} {backend.Name("image")}:1");
        await using var next = await Session.StartAsync(backend.Folder.Path, backend.Folder["later/world"], backend.Variable);
        Assert.Equal((half, "tainted"), await next.AskAsync(change.Key) is { Data: { } data } ? (data.Id, data.State) : default);
        Assert.Equal((half, "running"), await next.MadeAsync(change) is var made ? (made.Id, made.Outputs["state"]?.AsText()) : default);
    }
}
