using System.Text.Json;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Tests.Containers;

public sealed class ContainerTests
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task Container_AnswersChangesInPlaceAndIsDeleted()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var image = await backend.ImageAsync(session);
        var first = await NetworkAsync(backend, session, "one");
        var second = await NetworkAsync(backend, session, "two");
        var name = backend.Name("web");
        string Asked(string networks, string more = "") => $$"""
            { "name": "{{name}}", "image": "{{image}}", "ports": [ { "containerPort": 80, "hostIp": "127.0.0.1" } ], "networks": [{{networks}}], "aliases": ["www"], "env": { "A": "1" },
              "volumes": [ { "source": "{{backend.Name("data")}}", "target": "/data", "readOnly": true } ], "stopTimeout": 0{{more}} }
            """;
        var asked = Asked($"\"{first}\"");
        var made = await session.MadeAsync(Session.Create("docker:container:container", "web", asked));

        Assert.Equal("hello\n", await Http.GetStringAsync($"http://127.0.0.1:{made.Outputs["hostPort"]}/", TestContext.Current.CancellationToken));
        Assert.Equal("hello\n", await Http.GetStringAsync($"http://{made.Outputs["ipAddress"]!.AsText()}/", TestContext.Current.CancellationToken));
        Assert.Equal("noop", await session.PlannedAsync(made, asked));
        Assert.Equal("replace /env/A", await session.PlannedAsync(made, asked.Replace("\"1\"", "\"2\"", StringComparison.Ordinal)));

        // Changed outside: stopped, limited, taken out of its network and into another.
        await backend.DockerAsync($"update --memory 64m --memory-swap 128m --restart no {name}");
        await backend.DockerAsync($"network connect {second} {name}");
        await backend.DockerAsync($"stop -t 0 {name}");
        Assert.Equal("update /memory /networks /restart /running", await session.PlannedAsync(made, asked));
        made = await session.MadeAsync(Session.Update(made, asked));
        Assert.Equal("noop", await session.PlannedAsync(made, asked));
        await backend.DockerAsync($"pause {name}");
        Assert.Equal("update /running", await session.PlannedAsync(made, asked));

        // In place: another name, other networks, limits.
        var changed = Asked($"\"{second}\", \"{first}\"", ", \"memory\": 96, \"cpus\": 0.5, \"pidsLimit\": 50, \"restart\": \"on-failure\"").Replace(name, name + "2", StringComparison.Ordinal);
        var updated = await session.MadeAsync(Session.Update(made, changed));
        Assert.Equal(made.Id, updated.Id);
        Assert.Equal($"/{name}2 100663296 500000000 on-failure true", await backend.DockerAsync(
            $"inspect {made.Id} --format \"{{{{.Name}}}} {{{{.HostConfig.Memory}}}} {{{{.HostConfig.NanoCpus}}}} {{{{.HostConfig.RestartPolicy.Name}}}} {{{{.State.Running}}}}\""));
        Assert.Equal("noop", await session.PlannedAsync(updated, changed));
        Assert.Equal([backend.Name("one"), backend.Name("two")], updated.Outputs["networkAddresses"]!.Members.Select(m => m.Key).Order(StringComparer.Ordinal));
        var lifted = await session.MadeAsync(Session.Update(updated, asked));
        Assert.Equal("noop", await session.PlannedAsync(lifted, asked));
        var stopped = asked.Replace("\"stopTimeout\": 0", "\"stopTimeout\": 0, \"running\": false", StringComparison.Ordinal);
        Assert.Equal("exited", (await session.MadeAsync(Session.Update(lifted, stopped))).Outputs["state"]?.AsText());

        await session.GoneAsync(Session.Delete(lifted));
        Assert.Equal("", await backend.ListAsync("container"));
        Assert.Equal("deleted", (await session.GetAsync(lifted)).State);
    }

    [Fact]
    public async Task Container_IsReadyWhenItIsHealthy_OrSaysWhyItIsnt()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var image = await backend.ImageAsync(session);
        string Asked(string test) => $$"""
            { "image": "{{image}}", "networks": [], "stopTimeout": 0, "command": ["/bin/busybox", "sh", "-c", "/bin/busybox sleep 1; /bin/busybox touch /ready; exec /bin/busybox sleep 600"],
              "healthcheck": { "test": ["/bin/busybox", "{{test}}", "/ready"], "interval": 1, "retries": 2 }, "readyTimeout": 30 }
            """;
        var made = await session.MadeAsync(Session.Create("docker:container:container", backend.Name("healthy"), Asked("ls")));
        Assert.Equal("healthy", made.Outputs["health"]?.AsText());
        Assert.Equal("noop", await session.PlannedAsync(made, Asked("ls")));

        var ill = await session.ApplyAsync(Session.Create("docker:container:container", backend.Name("ill"), Asked("rmdir")));
        Assert.Equal(("partial", "tainted"), (ill.Outcome, ill.Resource?.State));
        Assert.StartsWith("It is unhealthy: rmdir", ill.Error?.Message, StringComparison.Ordinal);
        await session.GoneAsync(Session.Delete(ill.Resource!));
    }

    [Fact]
    public async Task Job_IsReadyWhenItIsDone()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var image = await backend.ImageAsync(session);
        string Asked(int code) => $$"""{ "image": "{{image}}", "job": true, "networks": [], "command": ["/bin/busybox", "sh", "-c", "echo the secret is $WORD; exit {{code}}"], "env": { "WORD": "hush-hush" } }""";
        var done = await session.MadeAsync(Session.Create("docker:container:container", backend.Name("job"), Asked(0)));
        Assert.Equal(("exited", 0L), (done.Outputs["state"]?.AsText(), done.Outputs["exitCode"]?.AsInteger()));
        Assert.Equal("noop", await session.PlannedAsync(done, Asked(0)));

        var failed = await session.ApplyAsync(Session.Create("docker:container:container", backend.Name("bad"), Asked(3)) with { Secrets = ["/env/WORD"] });
        Assert.Equal(("partial", "It ended with exit code 3: the secret is ***"), (failed.Outcome, failed.Error?.Message));
        Assert.DoesNotContain("hush", JsonSerializer.Serialize(failed, Wire.Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCantRun_LeavesNothing()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var image = await backend.ImageAsync(session);
        var port = await session.MadeAsync(Session.Create("docker:container:container", backend.Name("first"), $$"""{ "image": "{{image}}", "networks": ["{{await NetworkAsync(backend, session, "net")}}"], "ports": [ { "containerPort": 80 } ], "stopTimeout": 0 }"""));
        string Of(string rest) => $$"""{ "name": "{{backend.Name("second")}}", "image": "{{image}}", {{rest}} }""";

        Assert.Equal("invalid", await session.RefusedAsync(Session.Create("docker:container:container", "second", Of("\"networks\": [], \"command\": [\"/nosuch\"]"))));
        Assert.Equal("inUse", await session.RefusedAsync(Session.Create("docker:container:container", "second",
            Of($"\"networks\": [\"{backend.Name("net")}\"], \"ports\": [ {{ \"containerPort\": 80, \"hostPort\": {port.Outputs["hostPort"]} }} ]"))));
        Assert.Equal("notFound", await session.RefusedAsync(Session.Create("docker:container:container", "second", Of("\"networks\": []").Replace(image, "nosuch:1", StringComparison.Ordinal))));
        Assert.Equal("notFound", await session.RefusedAsync(Session.Create("docker:container:container", "second", Of("\"networks\": [\"nosuch\"]"))));
        Assert.Equal("alreadyExists", await session.RefusedAsync(Session.Create("docker:container:container", "second", Of("\"networks\": []").Replace("second", "first", StringComparison.Ordinal))));
        Assert.Equal("invalid", await session.RefusedAsync(Session.Create("docker:container:container", "second", Of("\"aliases\": [\"a\"]"))));
        Assert.Equal(backend.Name("first"), await backend.ListAsync("container"));
    }

    private static async Task<string> NetworkAsync(Backend backend, Session session, string name) =>
        (await session.MadeAsync(Session.Create("docker:network:network", name, $$"""{ "name": "{{backend.Name(name)}}" }"""))).Id;
}
