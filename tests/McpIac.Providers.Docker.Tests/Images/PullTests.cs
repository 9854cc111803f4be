namespace McpIac.Providers.Docker.Tests.Images;

public sealed class PullTests
{
    [Fact]
    public async Task Image_IsPulledReadAndDeleted()
    {
        await using var backend = new Backend();
        await using var registry = new Registry();
        await using var session = await backend.StartAsync();
        var asked = $$"""{ "image": "{{registry.Address}}/{{backend.Name("app")}}:1", "username": "builder", "password": "hush-hush" }""";
        var made = await session.MadeAsync(Session.Create("docker:image:pull", "app", asked));

        Assert.Equal((registry.DigestOf(backend.Name("app")), registry.ImageIdOf(backend.Name("app"))), (made.Outputs["digest"]?.AsText(), made.Id));
        Assert.Equal("noop", await session.PlannedAsync(made, asked));
        Assert.Equal("update /keepLocally", await session.PlannedAsync(made, asked.Replace("{ \"image\"", "{ \"keepLocally\": true, \"image\"", StringComparison.Ordinal)));
        await session.GoneAsync(Session.Delete(made));
        Assert.Equal("", await backend.DockerAsync($"inspect {made.Id}", mayFail: true));
    }

    [Fact]
    public async Task ImageThatWasThereBefore_Stays()
    {
        await using var backend = new Backend();
        await using var registry = new Registry();
        await using var session = await backend.StartAsync();
        var image = $"{registry.Address}/{backend.Name("app")}@{registry.DigestOf(backend.Name("app"))}";
        await backend.DockerAsync($"login -u builder -p hush-hush {registry.Address}");
        await backend.DockerAsync($"pull {image}");
        var made = await session.MadeAsync(Session.Create("docker:image:pull", "app", $$"""{ "image": "{{image}}", "username": "builder", "password": "hush-hush" }"""));
        await session.GoneAsync(Session.Delete(made));
        Assert.Equal(registry.ImageIdOf(backend.Name("app")), await backend.DockerAsync($"inspect {made.Id} --format {{{{.Id}}}}"));
        await backend.DockerAsync($"rmi -f {made.Id}");
        await backend.DockerAsync($"logout {registry.Address}");
    }

    [Fact]
    public async Task WhatCantBePulled_IsSaid()
    {
        await using var backend = new Backend();
        await using var registry = new Registry();
        await using var session = await backend.StartAsync();

        Assert.Equal("notFound", await session.RefusedAsync(Session.Create("docker:image:pull", "none", $$"""{ "image": "{{registry.Address}}/nosuch:1", "username": "builder", "password": "hush-hush" }""")));
        var wrong = await session.ApplyAsync(Session.Create("docker:image:pull", "wrong", $$"""{ "image": "{{registry.Address}}/app:1", "username": "builder", "password": "pssst" }"""));
        Assert.Equal(("failed", "unauthenticated"), (wrong.Outcome, wrong.Error?.Code));
        Assert.DoesNotContain("pssst", wrong.Error!.Message, StringComparison.Ordinal);
        Assert.Equal("unavailable", await session.RefusedAsync(Session.Create("docker:image:pull", "nobody", """{ "image": "127.0.0.1:1/app:1" }""")));
    }
}
