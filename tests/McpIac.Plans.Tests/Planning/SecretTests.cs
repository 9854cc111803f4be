using McpIac.Dsl.Expressions;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Plans.Tests.Planning;

public sealed class SecretTests
{
    private const string Password = "hunter2-correct-horse";
    private readonly Simulation simulation = new();

    private static TestProgram Database(string password = Password, int users = 1)
    {
        var program = new TestProgram();
        var db = program.Add("aws:rds:db", "db", ("engine", V("postgres")), ("password", V(password)),
            ("users", L([.. Enumerable.Range(0, users).Select(i => (Expression)new MapExpression([new("name", V($"u{i}")), new("pass", V(Password + i))]))])));
        var copy = program.Add("files:file:file", "copy", ("path", V("a")), ("content", Join(V("pw="), db["password"])));
        program.Add("files:file:file", "copy-of-copy", ("path", V("b")), ("content", copy["content"]));
        program.Add("files:file:file", "token", ("path", V("c")), ("content", db["token"]));
        return program.Output("copied", copy["content"]);
    }

    [Fact]
    public void NoPlan_ShowsASecret_WhateverItsWayThere()
    {
        Assert.DoesNotContain(Password, PlanJson.Write(simulation.Plan(Database())).ToString(), StringComparison.Ordinal);
        simulation.Apply(Database());
        var plan = simulation.Plan(Database(users: 2));
        Assert.DoesNotContain(Password, PlanJson.Write(plan).ToString(), StringComparison.Ordinal);
        var change = plan.Steps.Single(s => s.Name == "db").Diff.Single();
        Assert.Equal("""[{"name":"u0","pass":{"$iac":"secret"}},{"name":"u1","pass":{"$iac":"secret"}}]""", change.After!.ToString());
        Assert.True(plan.Outputs.Single().Secret);
    }

    [Fact]
    public void AChangedSecret_IsSeenByItsFingerprint()
    {
        simulation.Apply(Database());
        var change = simulation.Plan(Database("another-password")).Steps.Single(s => s.Name == "db").Diff.Single();
        Assert.Equal(("password", Evaluation.Masked, Evaluation.Masked, "changed"), (change.Path, change.Before, change.After, change.Reason));
        Assert.DoesNotContain(simulation.Plan(Database()).Steps, s => s.Name == "db" && s.Action != StepAction.NoOp);
    }

    [Fact]
    public void Fingerprints_DifferByResource_AndTellNothing()
    {
        var secret = Datum.Of(Password);
        Assert.Equal(Fingerprints.Of("a", secret), Fingerprints.Of("a", Datum.Of(Password)));
        Assert.NotEqual(Fingerprints.Of("a", secret), Fingerprints.Of("b", secret));
        Assert.DoesNotContain(Password, Fingerprints.Of("a", secret).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pointers_LeadToEverySecretInside()
    {
        var inputs = Datum.MapOf([new("password", Datum.Of("p")), new("users", Datum.ListOf([Datum.MapOf([new("pass", Datum.Of("q"))])])), new("a/b~c", Datum.Of("r"))]);
        Assert.Equal(["/password", "/users/0/pass", "/a~1b~0c"],
            Fingerprints.Pointers(TestTypes.Catalog.Find("aws:rds:db")!.Properties, inputs, new HashSet<string> { "a/b~c" }));
    }

    [Fact]
    public void Echoes_AreFingerprinted_AndChanceHitsAreNot()
    {
        var outputs = Datum.MapOf([new("url", Datum.Of($"db://{Password}@host")), new("same", Datum.Of("1234")), new("part", Datum.Of("x1234x")), new("id", Datum.Of("db-1"))]);
        var safe = Fingerprints.ProtectEchoes("urn", outputs, [Password, "1234"]);
        Assert.Equal([true, true, false, false], safe.Members.Select(m => Fingerprints.IsFingerprint(m.Value)));
    }

    [Fact]
    public void AMessage_IsRedacted_NumbersToo()
    {
        var inputs = Datum.MapOf([new("password", Datum.Of(Password)), new("pin", Datum.Of(4711))]);
        Assert.Equal("*** and *** are wrong",
            Fingerprints.Redact($"{Password} and 4711 are wrong", TestTypes.Catalog.Find("aws:rds:db")!.Properties, inputs, new HashSet<string> { "pin" }));
    }
}
