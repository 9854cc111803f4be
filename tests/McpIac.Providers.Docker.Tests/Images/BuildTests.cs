using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Tests.Images;

public sealed class BuildTests
{
    [Fact]
    public async Task Image_IsBuiltTaggedAndDeleted()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var name = backend.Name("app");
        string Asked(string tags, string greeting = "hi") => $$"""{ "context": "app", "tag": "{{name}}:1", "tags": [{{tags}}], "buildArgs": { "GREETING": "{{greeting}}" }, "labels": { "team": "web" } }""";
        var made = await session.MadeAsync(Session.Create("docker:image:build", "app", Asked($"\"{name}:latest\"")));
        Assert.Equal($"{made.Id} GREETING=hi web", await backend.DockerAsync($"inspect {name}:1 --format \"{{{{.Id}}}} {{{{index .Config.Env 1}}}} {{{{.Config.Labels.team}}}}\""));
        Assert.Equal(($"{name}:1", "linux/amd64"), (made.Outputs["reference"]?.AsText(), made.Properties["platform"]?.AsText()));
        Assert.Equal("noop", await session.PlannedAsync(made, Asked($"\"{name}:latest\"")));
        Assert.Equal("replace /buildArgs/GREETING", await session.PlannedAsync(made, Asked($"\"{name}:latest\"", "ho")));

        // Somebody else takes a name away, and another is asked for.
        await backend.DockerAsync($"rmi {name}:latest");
        Assert.Equal("update /tags", await session.PlannedAsync(made, Asked($"\"{name}:latest\"")));
        made = await session.MadeAsync(Session.Update(made, Asked($"\"{name}:2\"").Replace($"{name}:1", $"{name}:3", StringComparison.Ordinal)));
        Assert.Equal([$"{name}:2", $"{name}:3"], (await backend.ListAsync("image")).Split('\n').Order(StringComparer.Ordinal));
        await session.GoneAsync(Session.Delete(made));
        Assert.Equal("", await backend.DockerAsync($"inspect {made.Id}", mayFail: true));
        Assert.Equal("", await backend.ListAsync("image"));
    }

    [Fact]
    public async Task AnotherContext_IsAnotherImage()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var asked = $$"""{ "context": "app", "tag": "{{backend.Name("app")}}" }""";
        File.WriteAllText(backend.Folder["app/.dockerignore"], "notes\n*.log\n!keep.log\n");
        var made = await session.MadeAsync(Session.Create("docker:image:build", "app", asked));

        File.WriteAllText(backend.Folder["app/build.log"], "isn't sent");
        Directory.CreateDirectory(backend.Folder["app/notes"]);
        File.WriteAllText(backend.Folder["app/notes/a"], "isn't sent either");
        File.SetLastWriteTimeUtc(backend.Folder["app/index.html"], DateTime.UnixEpoch);
        Assert.Equal("noop", await session.PlannedAsync(made, asked));
        File.WriteAllText(backend.Folder["app/index.html"], "other\n");
        Assert.Equal("replace /context", await session.PlannedAsync(made, asked));
        Assert.Equal($"app as of {made.Outputs["contextHash"]?.AsText()}", (await session.GetAsync(made)).Properties["context"]?.AsText());

        // The new one takes the name; the old one is deleted by its id.
        var next = await session.MadeAsync(Session.Create("docker:image:build", "app", asked) with { Prior = new WirePrior(made.Properties, made.Outputs) });
        Assert.NotEqual(made.Id, next.Id);
        await session.GoneAsync(Session.Delete(made));
        Assert.Equal(next.Id, await backend.DockerAsync($"inspect {backend.Name("app")} --format {{{{.Id}}}}"));
        await session.GoneAsync(Session.Delete(next));
    }

    [Theory]
    [InlineData("""{ "context": "nowhere" }""", "invalid", "There is no folder")]
    [InlineData("""{ "context": "app", "dockerfile": "Other" }""", "invalid", "There is no Other in")]
    [InlineData("""{ "context": "broken" }""", "invalid", "Docker says: ")]
    [InlineData("""{ "context": "failing" }""", "invalid", "Docker says: ")]
    public async Task WhatCantBeBuilt_IsSaid(string properties, string code, string message)
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        backend.Folder.With("broken").With("failing");
        File.WriteAllText(backend.Folder["broken/Dockerfile"], "NONSENSE\n");
        File.WriteAllText(backend.Folder["failing/Dockerfile"], "FROM scratch\nCOPY nothing /\n");

        var result = await session.ApplyAsync(Session.Create("docker:image:build", "app", properties));
        Assert.Equal(("failed", code, "none"), (result.Outcome, result.Error?.Code, result.Error?.Details?.SideEffects));
        Assert.StartsWith(message, result.Error?.Message, StringComparison.Ordinal);
    }
}
