using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Twin.Tests;

/// <summary>What exists and nobody made in the twin: made up for whoever only looks at it.</summary>
public sealed class ExistingTests
{
    private static Task<Envelope<WireResource>> LookAsync(Session aws, string type, string id, bool? managed = false) =>
        aws.CallAsync<WireResource>("getResource", new GetArguments(Id: id, Type: type, Managed: managed));

    [Fact]
    public async Task ALook_MakesItUp_TheSameEachTime()
    {
        await using var first = await Session.StartAsync("aws");
        await using var second = await Session.StartAsync("aws");
        var seen = (await LookAsync(first, "aws:vpc:subnet", "subnet-123")).Data!;
        Assert.Equal(("subnet-123", "subnet-123", null), (seen.Id, seen.Outputs["id"]!.AsText(), seen.Urn));
        Assert.Contains('/', seen.Properties["cidrBlock"]!.AsText()!);
        Assert.StartsWith("vpc-", seen.Properties["vpcId"]!.AsText(), StringComparison.Ordinal);
        Assert.Equal(seen.Outputs, (await LookAsync(second, "aws:vpc:subnet", "subnet-123")).Data!.Outputs);
        Assert.Equal(seen.Properties, (await LookAsync(second, "aws:vpc:subnet", "subnet-123")).Data!.Properties);
    }

    [Fact]
    public async Task Secrets_AreNotTold()
    {
        await using var aws = await Session.StartAsync("aws");
        Assert.DoesNotContain((await LookAsync(aws, "aws:rds:instance", "orders")).Data!.Properties.Members, m => m.Key.Contains("assword", StringComparison.Ordinal) && m.Value.AsText() is not null);
    }

    [Fact]
    public async Task WhatWasSeen_CanBeReferredTo_AndIsInNobodysWay()
    {
        await using var aws = await Session.StartAsync("aws");
        var seen = (await LookAsync(aws, "aws:vpc:subnet", "subnet-123")).Data!;
        var vpc = (await LookAsync(aws, "aws:vpc:vpc", seen.Properties["vpcId"]!.AsText()!)).Data!;
        await aws.MadeAsync(Session.Create("aws:ec2:instance", "app", """{"instanceType":"t3.medium","imageId":"ami-12345","subnetId":"subnet-123"}"""));
        await aws.MadeAsync(Session.Create("aws:vpc:subnet", "own", $$"""{"vpcId":"{{vpc.Id}}","cidrBlock":{{seen.Properties["cidrBlock"]}}}"""));
        Assert.Equal(["app", "own"], (await aws.CallAsync<ListData>("listResources", new ListArguments())).Data!.Resources.Select(r => r.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WhoeverManagesIt_IsToldThatItIsntThere()
    {
        await using var aws = await Session.StartAsync("aws");
        await LookAsync(aws, "aws:vpc:subnet", "subnet-123");
        Assert.Equal("notFound", (await LookAsync(aws, "aws:vpc:subnet", "subnet-123", managed: null)).Error?.Code);
    }

    [Fact]
    public async Task WhatTheTwinHas_AndWhatItHadAndHasNoMore_IsToldAsItIs()
    {
        await using var aws = await Session.StartAsync("aws");
        var made = await aws.MadeAsync(Session.Create("aws:vpc:vpc", "main", """{"cidrBlock":"10.7.0.0/16"}"""));
        Assert.Equal("10.7.0.0/16", (await LookAsync(aws, "aws:vpc:vpc", made.Id)).Data!.Properties["cidrBlock"]!.AsText());
        await aws.GoneAsync(Session.Delete(made));
        Assert.Equal("deleted", (await LookAsync(aws, "aws:vpc:vpc", made.Id)).Data!.State);
    }
}
