using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Tests.Networks;

public sealed class NetworkAndVolumeTests
{
    [Fact]
    public async Task Network_IsMadeReadReplacedAndDeleted()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var name = backend.Name("net");
        var asked = $$"""{ "name": "{{name}}", "subnet": "10.77.1.0/24", "internal": true, "labels": { "team": "web" } }""";
        var made = await session.MadeAsync(Session.Create("docker:network:network", "net", asked));

        Assert.Equal("10.77.1.0/24 true web", await backend.DockerAsync($"network inspect {made.Id} --format \"{{{{(index .IPAM.Config 0).Subnet}}}} {{{{.Internal}}}} {{{{.Labels.team}}}}\""));
        Assert.Equal("noop", await session.PlannedAsync(made, asked));
        Assert.Equal("replace /labels/team", await session.PlannedAsync(made, asked.Replace("web", "db", StringComparison.Ordinal)));
        Assert.Equal("alreadyExists", await session.RefusedAsync(Session.Create("docker:network:network", "again", $$"""{ "name": "{{name}}" }""")));

        // What is asked for without a name gets another, beside the one that it takes the place of.
        var chosen = await session.MadeAsync(Session.Create("docker:network:network", backend.Name("auto"), "{}"));
        var beside = await session.MadeAsync(Session.Create("docker:network:network", backend.Name("auto"), """{ "internal": true }""") with
        {
            Prior = new WirePrior(chosen.Properties, chosen.Outputs),
            Urn = chosen.Urn!,
        });
        Assert.Equal(backend.Name("auto"), chosen.Properties["name"]?.AsText());
        Assert.StartsWith(backend.Name("auto") + "-", beside.Properties["name"]?.AsText(), StringComparison.Ordinal);
        foreach (var network in new[] { made, chosen, beside }) await session.GoneAsync(Session.Delete(network));
        Assert.Equal("", await backend.ListAsync("network"));
        Assert.Equal("deleted", (await session.GetAsync(made)).State);
    }

    [Fact]
    public async Task NetworkThatOthersAreIn_IsntDeleted_AndOursAreTakenOut()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var image = await backend.ImageAsync(session);
        var network = await session.MadeAsync(Session.Create("docker:network:network", "net", $$"""{ "name": "{{backend.Name("net")}}" }"""));
        await session.MadeAsync(Session.Create("docker:container:container", "ours", $$"""{ "name": "{{backend.Name("ours")}}", "image": "{{image}}", "networks": ["{{network.Id}}"], "stopTimeout": 0 }"""));
        await backend.DockerAsync($"run -d --name {backend.Name("theirs")} --network {network.Id} {image}");

        Assert.Equal("inUse", (await session.ApplyAsync(Session.Delete(network))).Error?.Code);
        await backend.DockerAsync($"rm -f {backend.Name("theirs")}");
        await session.GoneAsync(Session.Delete(network));
    }

    [Fact]
    public async Task Volume_IsMadeReadAndDeleted_AndOneOfOthersIsntTaken()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var name = backend.Name("data");
        var made = await session.MadeAsync(Session.Create("docker:volume:volume", "data", $$"""{ "name": "{{name}}", "labels": { "team": "web" } }"""));
        Assert.Equal(await backend.DockerAsync($"volume inspect {name} --format {{{{.Mountpoint}}}}"), made.Outputs["mountpoint"]?.AsText());
        Assert.Equal("noop", await session.PlannedAsync(made, $$"""{ "name": "{{name}}", "labels": { "team": "web" } }"""));

        await backend.DockerAsync($"volume create {backend.Name("theirs")}");
        Assert.Equal("alreadyExists", await session.RefusedAsync(Session.Create("docker:volume:volume", "theirs", $$"""{ "name": "{{backend.Name("theirs")}}" }""")));
        var beside = await session.MadeAsync(Session.Create("docker:volume:volume", backend.Name("theirs"), "{}"));
        Assert.StartsWith(backend.Name("theirs") + "-", beside.Id, StringComparison.Ordinal);
        await session.GoneAsync(Session.Delete(beside));
        await session.GoneAsync(Session.Delete(made));
        Assert.Equal(backend.Name("theirs"), await backend.ListAsync("volume"));
    }

    [Fact]
    public async Task WhatOthersMade_IsListedAndReadByItsId()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var image = await backend.ImageAsync(session);
        var network = await backend.DockerAsync($"network create --subnet 10.77.9.0/24 --label a=b {backend.Name("there")}");
        var id = await backend.DockerAsync(
            $"run -d --name {backend.Name("there")} --network {backend.Name("there")} -e A=1 -l team=web --restart always --memory 64m -p 127.0.0.1::80 -v {backend.Name("there")}:/data {image}");

        var found = await FindAsync(session, "docker:container:container", id);
        Assert.Equal(Session.Parse($$"""
            { "name": "{{backend.Name("there")}}", "image": "{{image}}", "env": { "A": "1" }, "networks": ["{{network}}"], "restart": "always", "memory": 64, "labels": { "team": "web" } }
            """).Members.Select(m => $"{m.Key} {m.Value}"), found.Properties.Members.Where(m => m.Key is "name" or "image" or "env" or "networks" or "restart" or "memory" or "labels").OrderBy(m =>
                Array.IndexOf(["name", "image", "env", "networks", "restart", "memory", "labels"], m.Key)).Select(m => $"{m.Key} {m.Value}"));
        Assert.Null(found.Properties["command"]);
        Assert.Equal("10.77.9.0/24", (await FindAsync(session, "docker:network:network", network)).Properties["subnet"]?.AsText());
        Assert.Equal(backend.Name("there"), (await FindAsync(session, "docker:volume:volume", backend.Name("there"))).Properties["name"]?.AsText());
    }

    private static async Task<WireResource> FindAsync(Session session, string type, string id)
    {
        var listed = (await session.CallAsync<ListData>("listResources", new ListArguments(type, Managed: false, Limit: 1000))).Data!.Resources;
        Assert.Contains(listed, r => r.Id == id);
        return (await session.CallAsync<WireResource>("getResource", new GetArguments(Id: id, Type: type))).Data!;
    }
}
