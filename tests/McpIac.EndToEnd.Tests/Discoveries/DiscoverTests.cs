using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Discoveries;

/// <summary>What was there before gets a program, and that program only imports it: MCI3072, MCI3076 to MCI3079.</summary>
public sealed class DiscoverTests
{
    private const string Foreign = """
        {"type":"aws:vpc:vpc","id":"vpc-1","properties":{"cidrBlock":"10.0.0.0/16","tags":{"Name":"main net"}}}
        {"type":"aws:vpc:subnet","id":"subnet-1","properties":{"vpcId":"vpc-1","cidrBlock":"10.0.1.0/24","availabilityZone":"eu-central-1b"}}
        {"type":"aws:vpc:subnet","id":"subnet-2","properties":{"vpcId":"vpc-9","cidrBlock":"10.9.1.0/24"}}
        {"type":"aws:ec2:instance","id":"i-1","properties":{"instanceType":"t3.micro","imageId":"ami-1","subnetId":"subnet-1","userData":"#!/bin/sh\necho \"${x}\"\n"}}
        """;

    private static async Task<Workspace> WithForeignAsync(string objects)
    {
        var workspace = await Workspace.WithAsync("");
        File.Delete(workspace.Script);
        Directory.CreateDirectory(workspace.PathOf(".mciacc", "twin"));
        await File.WriteAllTextAsync(workspace.PathOf(".mciacc", "twin", "aws.foreign.jsonl"), objects, TestContext.Current.CancellationToken);
        return workspace;
    }

    [Theory]
    [InlineData("infra.yaml")]
    [InlineData("infra.csx")]
    public async Task AWrittenProgram_OnlyImports_AndThenAPlanIsEmpty(string file)
    {
        using var workspace = await WithForeignAsync(Foreign);
        Assert.Equal(["i-1", "subnet-1", "subnet-2", "vpc-1"], (await workspace.RunAsync("discover", "aws", "--twin", "--json")).Exits(0).Json["resources"]!.AsArray().Select(r => (string?)r!["id"]));
        Assert.False(File.Exists(workspace.PathOf(".mciacc", "twin", "aws.world.jsonl")));
        (await workspace.RunAsync("discover", "aws", "--twin", "--out", file)).Exits(0);
        Assert.Contains(file == "infra.yaml" ? "vpcId: ${main-net.id}" : "VpcId = mainNet.Id", workspace.Read(file), StringComparison.Ordinal);
        Assert.Equal(["MCI1293"], (await workspace.RunAsync("discover", "aws", "--twin", "--out", file, "--json")).Exits(1).Diagnostics.Select(d => d.Id));

        Assert.Equal(["import i-1", "import main-net", "import subnet-1", "import subnet-2"], (await workspace.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Acts.Order(StringComparer.Ordinal));
        Assert.All((await workspace.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Steps, s => Assert.Empty(s.Diff));
        (await workspace.RunAsync("apply", "--twin")).Exits(0);
        Assert.True((await workspace.RunAsync("plan", "--twin", "--json")).Exits(0).Plan.Empty);
        Assert.Equal("aws has nothing that nobody manages.\n", (await workspace.RunAsync("discover", "aws", "--twin")).Exits(0).Output);

        (await workspace.RunAsync("destroy", "--twin", "--yes")).Exits(0);
        Assert.Empty((await workspace.RunAsync("discover", "aws", "--twin", "--json")).Exits(0).Json["resources"]!.AsArray());
    }

    [Fact]
    public async Task WhatCantBeWritten_IsSaid()
    {
        using var workspace = await WithForeignAsync("""
            {"type":"aws:vpc:vpc","id":"vpc-1"}
            {"type":"aws:rds:instance","id":"db-1","properties":{"engine":"postgres","instanceClass":"db.t3.micro","password":"correct-horse"}}
            """);
        var written = (await workspace.RunAsync("discover", "aws", "--twin", "--to", "yaml", "--json")).Exits(0);
        Assert.Equal(["MCI3078", "MCI3079"], written.Diagnostics.Select(d => d.Id));
        Assert.Contains("password: ${secret(\"db-1-password\")}", (string?)written.Json["text"], StringComparison.Ordinal);
        Assert.DoesNotContain("correct-horse", written.Output, StringComparison.Ordinal);
        var few = (await workspace.RunAsync("discover", "aws", "--twin", "--limit", "1", "--json")).Exits(0);
        Assert.Equal("MCI3077", Assert.Single(few.Diagnostics).Id);
        Assert.Single(few.Json["resources"]!.AsArray());
        Assert.Equal(["db-1"], (await workspace.RunAsync("discover", "aws", "--twin", "--type", "aws:rds:instance", "--json")).Exits(0).Json["resources"]!.AsArray().Select(r => (string?)r!["id"]));
        var refused = Assert.Single((await workspace.RunAsync("discover", "aws", "--twin", "--type", "aws:vpc:vcp", "--json")).Exits(1).Diagnostics);
        Assert.Equal(("MCI3072", "Did you mean aws:vpc:vpc?"), (refused.Id, refused.Remedy));
        Assert.Equal(["MCI3076"], (await workspace.RunAsync("discover", "local", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.Equal(["MCI6111"], (await workspace.RunAsync("discover", "azure", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
    }
}
