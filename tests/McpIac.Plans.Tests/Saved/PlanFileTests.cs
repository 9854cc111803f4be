using System.Reflection;
using System.Security.Cryptography;
using CsCheck;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Planning;
using McpIac.Plans.Saved;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Plans.Tests.Saved;

/// <summary>Saved plans: MCI3063, MCI3064.</summary>
public sealed class PlanFileTests
{
    private static Plan Plan(params (string Name, Expression Value)[] db)
    {
        var program = new TestProgram();
        var net = program.Add("aws:vpc:vpc", "net", ("cidrBlock", V("10.0.0.0/16")));
        program.Add("aws:rds:db", "db", [("engine", Join(V("pg-"), net["id"])), .. db]);
        return new Simulation().Plan(program.Output("url", Join(V("x"), net["id"])));
    }

    private static Datum Data(Plan plan)
    {
        var (data, problems) = SavedPlanJson.Write(new SavedPlan(plan, "prod", true, [new SavedAsset("asset", "a.txt", "00")]), TestTypes.Catalog);
        Assert.Empty(problems);
        return data!;
    }

    [Fact]
    public void APlan_ReadsBackAsItself()
    {
        var data = Data(Plan());
        var read = SavedPlanJson.Read(data)!;
        Assert.Equal(("prod", true, 1), (read.Environment, read.Twin, read.Assets.Count));
        Assert.Equal(data, SavedPlanJson.Write(read, TestTypes.Catalog).Plan);
        Assert.Equal(PlanJson.Write(Plan()), PlanJson.Write(read.Plan));
    }

    [Fact]
    public void WhatAStepWaitsFor_IsSavedWithIt()
    {
        var plan = Plan();
        var waiting = plan with { Steps = [plan.Steps[0] with { Room = [new("a", null), new("b", "old-1")], ReleasedBy = ["c"] }, .. plan.Steps.Skip(1)] };
        Assert.Equal(waiting.Steps[0].Room, SavedPlanJson.Read(Data(waiting))!.Plan.Steps[0].Room);
        Assert.Equal(["c"], SavedPlanJson.Read(Data(waiting))!.Plan.Steps[0].ReleasedBy);
        Assert.Empty(SavedPlanJson.Read(Data(waiting))!.Plan.Steps[1].Room);
    }

    [Fact]
    public void TheSamePlan_GivesTheSameBytes() => Assert.Equal(PlanFile.Write(Data(Plan()), null), PlanFile.Write(Data(Plan()), null));

    [Fact]
    public void ASecretOfTheProject_IsAReference()
    {
        var data = Data(Plan(("password", new Secret(V("hunter22")) { Origin = new External(External.Secret, ["db"]) })));
        Assert.DoesNotContain("hunter22", data.ToString(), StringComparison.Ordinal);
        Assert.Contains("""{"$external":["secret","db"]}""", data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ASecretOfTheProgram_CantBeSaved()
    {
        foreach (var own in new[] { V("hunter22"), new Secret(V("hunter22")), Join(V("hunter"), V("22")) })
        {
            var (data, problems) = SavedPlanJson.Write(new SavedPlan(Plan(("password", own)), null, false, []), TestTypes.Catalog);
            Assert.Null(data);
            var problem = Assert.Single(problems);
            Assert.Equal(("MCI3063", "The plan can't be saved: password of db has a secret in it that the program itself holds, and a file mustn't have it."), (problem.Id, problem.Message));
        }
    }

    [Fact]
    public void AnAlteredOne_IsRefused()
    {
        var text = PlanFile.Write(Data(Plan()), null);
        Assert.NotNull(PlanFile.Read(text, null).Plan);
        Assert.StartsWith("it was altered", PlanFile.Read(text.Replace("10.0.0.0/16", "10.0.0.0/8", StringComparison.Ordinal), null).Problem, StringComparison.Ordinal);
        Assert.Equal("its version is 2, and this mciacc knows 1", PlanFile.Read(text.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal), null).Problem);
        Assert.Equal("it isn't a saved plan", PlanFile.Read("{}", null).Problem);
    }

    [Fact]
    public void ASignature_IsTheKeysOrNone()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var text = PlanFile.Write(Data(Plan()), key);
        Assert.NotNull(PlanFile.Read(text, key).Plan);
        Assert.NotNull(PlanFile.Read(text, null).Plan);
        Assert.Equal("its signature isn't that of the key", PlanFile.Read(text, other).Problem);
        Assert.Equal("it isn't signed", PlanFile.Read(PlanFile.Write(Data(Plan()), null), key).Problem);
    }

    [Fact]
    public void AnyData_IsReadOrRefused_WithoutThrowing()
    {
        var data = Data(Plan());
        string[] values = ["null", "1", "-1.5", "true", "\"x\"", "[]", "{}", "[null]", "[{}]", "[[]]", "{\"$ref\":[]}", "{\"$call\":[\"x\"]}", "{\"a\":{\"$text\":1}}", "[{\"path\":1}]"];
        Gen.Select(Gen.Int[0, values.Length - 1], Gen.Int[0, 30]).Sample((index, number) =>
        {
            var (junk, at) = (DatumReader.Read(values[index]).Value!, number % data.Members.Count);
            _ = SavedPlanJson.Read(junk);
            _ = SavedPlanJson.Read(data.With(data.Members[at].Key, junk));
            _ = SavedPlanJson.Read(data.With("steps", Datum.ListOf([data["steps"]!.Items[0].With(data["steps"]!.Items[0].Members[at % data["steps"]!.Items[0].Members.Count].Key, junk)])));
        }, iter: 2000);
    }

    [Fact]
    public void ThePublishedSchema_TakesWhatIsWritten()
    {
        var root = typeof(PlanFileTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;
        var (format, problems) = JsonSchema.Compile(DatumReader.Read(File.ReadAllText(Path.Combine(root, "schemas", "formats", "plan.schema.json"))).Value!, new SchemaOptions { AssertFormats = true });
        Assert.Empty(problems);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var written = DatumReader.Read(PlanFile.Write(Data(Plan()), key)).Value!;
        Assert.Empty(format.Validate(written).Select(v => $"{v.Path} {v.Message}"));
        Assert.NotEmpty(format.Validate(written.Without("digest")));
    }
}
