using McpIac.Schemas.Generation;
using McpIac.Providers.Handlers;

namespace McpIac.Providers.Twin.Tests.Handlers;

public sealed class TwinHandlerTests
{
    private const string Vpc = "aws:vpc:vpc", Subnet = "aws:vpc:subnet", Instance = "aws:ec2:instance";

    private readonly TestWorld aws = TestWorld.Of("aws"), opnsense = TestWorld.Of("opnsense"), docker = TestWorld.Of("docker");

    [Fact]
    public async Task Instances_InASubnet_HaveDistinctAddressesInsideItsCidr()
    {
        var subnet = await SubnetAsync("10.0.1.0/24");
        var addresses = new HashSet<string>();
        for (var i = 0; i < 100; i++)
        {
            var instance = await aws.Create(Instance, $"app-{i}", $$"""{ "instanceType": "t3.medium", "imageId": "ami-12345", "subnetId": "{{subnet.Id}}" }""");
            var address = instance.Outputs["privateIp"]?.AsText() ?? "";

            Assert.True(Addresses.Contains("10.0.1.0/24", address), address);
            Assert.True(int.Parse(address.Split('.')[3]) is >= 4 and < 255, address);
            Assert.True(addresses.Add(address), address);
            Assert.Equal(address, instance.Outputs["ip"]?.AsText());
            Assert.Equal(subnet.Outputs["availabilityZone"], instance.Outputs["availabilityZone"]);
            Assert.Equal($"arn:aws:ec2:eu-central-1:123456789012:instance/{instance.Id}", instance.Outputs["arn"]?.AsText());
        }
    }

    [Fact]
    public async Task Subnet_ThatIsFull_YieldsNoAddressOutsideIt()
    {
        var subnet = await SubnetAsync("10.0.1.0/29");
        for (var i = 0; i < 8; i++)
        {
            var made = await aws.Create(Instance, $"app-{i}", $$"""{ "instanceType": "t3.medium", "imageId": "ami-12345", "subnetId": "{{subnet.Id}}" }""");
            if (i < 6) Assert.True(Addresses.Contains("10.0.1.0/29", made.Outputs["privateIp"]?.AsText() ?? ""));
        }
    }

    [Fact]
    public async Task ComputedProperties_LeftUnset_AreFilledFromTheNameAndReturned()
    {
        var database = await aws.Create("aws:rds:instance", "App_DB", """{ "engine": "postgres", "instanceClass": "db.t3.micro" }""");

        Assert.Equal("app-db", database.Outputs["identifier"]?.AsText());
        Assert.Equal("app-db", database.Properties["identifier"]?.AsText());
        Assert.Equal(5432, database.Outputs["port"]?.AsInteger());
        Assert.Equal($"{database.Outputs["address"]?.AsText()}:5432", database.Outputs["endpoint"]?.AsText());
    }

    [Fact]
    public async Task Reference_ToNothing_IsRefusedAtItsPath()
    {
        var failure = await Fails(() => aws.Create(Subnet, "s", """{ "vpcId": "vpc-0123", "cidrBlock": "10.0.1.0/24" }"""));

        Assert.Equal(("invalid", "/vpcId", "vpcId: there is no aws:vpc:vpc vpc-0123"), (failure.Code, failure.Details?.Path, failure.Message));
        var checks = aws[Subnet].Check(TestWorld.Parse("""{ "vpcId": "vpc-0123", "cidrBlock": "10.0.1.0/24" }"""), aws.Context(Subnet, "s"));
        Assert.Equal("error", Assert.Single(checks).Severity);
    }

    [Fact]
    public void Reference_ThatIsNotKnownYet_IsNotChecked() =>
        Assert.Empty(aws[Subnet].Check(TestWorld.Parse("""{ "vpcId": { "$iac": "unknown" }, "cidrBlock": "10.0.1.0/24" }"""), aws.Context(Subnet, "s")));

    [Fact]
    public async Task Object_WithATakenNaturalKey_IsRefused()
    {
        await opnsense.Create("opnsense:network:vlan", "a", """{ "interface": "igc2", "tag": 150 }""");
        var failure = await Fails(() => opnsense.Create("opnsense:network:vlan", "b", """{ "interface": "igc2", "tag": 150 }"""));

        Assert.Equal("alreadyExists", failure.Code);
        Assert.Matches(@"^a \(opnsense:network:vlan, [0-9a-f-]{36}\) already has this interface and tag$", failure.Message);
        await opnsense.Create("opnsense:network:vlan", "b", """{ "interface": "igc2", "tag": 151 }""");
    }

    [Fact]
    public async Task Update_ToATakenNaturalKey_IsRefused_AndToItsOwnIsNot()
    {
        await opnsense.Create("opnsense:network:vlan", "a", """{ "interface": "igc2", "tag": 150 }""");
        var other = await opnsense.Create("opnsense:network:vlan", "b", """{ "interface": "igc2", "tag": 151 }""");

        Assert.Equal("alreadyExists", (await Fails(() => opnsense.Update("opnsense:network:vlan", "b", other, """{ "interface": "igc2", "tag": 150 }"""))).Code);
        await opnsense.Update("opnsense:network:vlan", "b", other, """{ "interface": "igc2", "tag": 151, "priority": 3 }""");
    }

    [Fact]
    public async Task ComputedKeys_LeftUnset_AreNeverTwice()
    {
        var sequences = new HashSet<long?>();
        for (var i = 0; i < 50; i++)
        {
            var rule = await opnsense.Create("opnsense:firewall:rule", $"r{i}", """{ "interface": "lan" }""");
            Assert.True(sequences.Add(rule.Outputs["sequence"]?.AsInteger()));
        }

        var first = await docker.Create("docker:network:network", "app", "{}");
        var second = await docker.Create("docker:network:network", "app", """{ "internal": true }""");
        Assert.Equal("app", first.Outputs["name"]?.AsText());
        Assert.Matches("^app-[0-9a-f]{6}$", second.Outputs["name"]?.AsText());
    }

    [Fact]
    public async Task Delete_OfWhatIsStillUsed_IsRefusedNamingTheUser()
    {
        var vpc = await aws.Create(Vpc, "portal", """{ "cidrBlock": "10.0.0.0/16" }""");
        var subnet = await aws.Create(Subnet, "app", $$"""{ "vpcId": "{{vpc.Id}}", "cidrBlock": "10.0.1.0/24" }""");

        var failure = await Fails(() => aws.Delete(Vpc, "portal", vpc));

        Assert.Equal(("inUse", "portal (aws:vpc:vpc) is still used by app (aws:vpc:subnet) in vpcId"), (failure.Code, failure.Message));
        await aws.Delete(Subnet, "app", subnet);
        await aws.Delete(Vpc, "portal", vpc);
        Assert.Null(await aws[Vpc].ReadAsync(vpc, aws.Context(Vpc, "portal")));
        await aws.Delete(Vpc, "portal", vpc);
    }

    [Fact]
    public async Task Delete_OfAnObjectWhoseAddressIsNamed_IsNotRefused()
    {
        var frontend = await opnsense.Create("opnsense:service:haproxy:frontend", "f", """{ "bind": "0.0.0.0:443" }""");
        await opnsense.Create("opnsense:firewall:rule", "r", $$"""{ "interface": "lan", "destination": "{{frontend.Outputs["address"]?.AsText()}}" }""");

        await opnsense.Delete("opnsense:service:haproxy:frontend", "f", frontend);
    }

    [Fact]
    public async Task Update_RecomputesWhatIsMadeFromTheChange_AndKeepsTheRest()
    {
        var vlan = await opnsense.Create("opnsense:network:vlan", "v", """{ "interface": "igc2", "tag": 150 }""");
        var updated = await opnsense.Update("opnsense:network:vlan", "v", vlan, """{ "interface": "igc2", "tag": 151 }""");

        Assert.Equal("igc2_vlan150", vlan.Outputs["device"]?.AsText());
        Assert.Equal("igc2_vlan151", updated.Outputs["device"]?.AsText());
        Assert.Equal(vlan.Id, updated.Id);
        Assert.Equal(vlan.Outputs["uuid"], updated.Outputs["uuid"]);
    }

    [Fact]
    public async Task Replacement_BesideTheOldObject_HasAnIdOfItsOwn_AndDeletedIdsDontComeBack()
    {
        var old = await aws.Create(Vpc, "portal", """{ "cidrBlock": "10.0.0.0/16" }""");
        var @new = await aws.Create(Vpc, "portal", """{ "cidrBlock": "10.1.0.0/16" }""");
        await aws.Delete(Vpc, "portal", old);
        var again = await aws.Create(Vpc, "portal", """{ "cidrBlock": "10.0.0.0/16" }""");

        Assert.Equal(3, new[] { old.Id, @new.Id, again.Id }.Distinct().Count());
    }

    [Fact]
    public async Task IdMadeOfAName_ThatIsTaken_IsRefused()
    {
        await docker.Create("docker:volume:volume", "data", """{ "name": "data" }""");

        Assert.Equal("alreadyExists", (await Fails(() => docker.Create("docker:volume:volume", "other", """{ "name": "data" }"""))).Code);
    }

    [Fact]
    public async Task Type_WithoutOutputSchema_YieldsAnIdAndWhatWasAskedFor_AndSaysSo()
    {
        var world = TestWorld.OfTypes("""
            { "type": "x:thing", "version": 1, "identity": ["id"], "operations": { "update": true },
              "properties": { "type": "object", "properties": { "size": { "type": "integer" }, "password": { "type": "string", "x-iac-sensitive": true } } } }
            """);

        var made = await world.Create("x:thing", "it", """{ "size": 3, "password": "hush" }""");

        Assert.Equal(["id", "size"], made.Outputs.Members.Select(m => m.Key));
        Assert.Equal(["the schema of x:thing says nothing of its outputs, so the twin yields an id and what was asked for"], world.Progress);
        Assert.Equal("info", Assert.Single(world["x:thing"].Check(made.Properties, world.Context("x:thing", "it"))).Severity);
    }

    [Fact]
    public async Task Template_FromASecret_YieldsIt_OnlyForASecretOutput()
    {
        var world = TestWorld.OfTypes("""
            { "type": "x:thing", "version": 1, "identity": ["id"], "operations": {},
              "properties": { "type": "object", "properties": { "password": { "type": "string", "x-iac-sensitive": true } } },
              "outputs": { "type": "object", "required": ["id", "plain", "hidden"], "properties": {
                "id": { "type": "string" }, "plain": { "type": "string", "x-iac-from": "is ${password}" },
                "hidden": { "type": "string", "x-iac-sensitive": true, "x-iac-from": "is ${password}" } } } }
            """);

        var made = await world.Create("x:thing", "it", """{ "password": "hush" }""");

        Assert.Equal("is hush", made.Outputs["hidden"]?.AsText());
        Assert.DoesNotContain("hush", made.Outputs["plain"]?.AsText());
    }

    [Fact]
    public async Task Templates_ThatReferToEachOther_EndInMadeUpValues()
    {
        var world = TestWorld.OfTypes("""
            { "type": "x:thing", "version": 1, "identity": ["id"], "operations": {},
              "properties": { "type": "object", "properties": {} },
              "outputs": { "type": "object", "required": ["id", "a", "b"], "properties": {
                "id": { "type": "string" }, "a": { "type": "string", "x-iac-from": "${b}" }, "b": { "type": "string", "x-iac-from": "${a}" } } } }
            """);

        var made = await world.Create("x:thing", "it", "{}");

        Assert.Equal(made.Outputs["a"], made.Outputs["b"]);
    }

    private async Task<ResourceObject> SubnetAsync(string cidr)
    {
        var vpc = await aws.Create(Vpc, "portal", """{ "cidrBlock": "10.0.0.0/16" }""");
        return await aws.Create(Subnet, "app-subnet", $$"""{ "vpcId": "{{vpc.Id}}", "cidrBlock": "{{cidr}}" }""");
    }

    private static async Task<Schemas.Protocol.WireError> Fails(Func<Task> act) => (await Assert.ThrowsAsync<ProviderException>(act)).Error;
}
