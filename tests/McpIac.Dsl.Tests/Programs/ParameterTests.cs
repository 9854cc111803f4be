using McpIac.Dsl.Deployments;
using McpIac.Dsl.Parameters;
using static McpIac.Dsl.Authoring;

namespace McpIac.Dsl.Tests.Programs;

public sealed class ParameterTests
{
    private enum Size { Small, Large }

    private sealed record Rule(string Name, int Port, string Protocol = "tcp");

    [Fact]
    public void AParameter_IsItsDefault_OrWhatIsGiven()
    {
        Assert.Equal("3", Given("", () => Parameter("replicas", 3, min: 1)));
        Assert.Equal("5", Given("replicas=5", () => Parameter<int>("replicas", min: 1, defaultValue: 3)));
        Assert.Equal("9007199254740993", Given("n=9007199254740993", () => Parameter<long>("n")));
        Assert.Equal("0.5", Given("x=0.5", () => Parameter<double>("x", min: 0, max: 1)));
        Assert.Equal("True", Given("on=true", () => Parameter("on", false)));
        Assert.Equal("007", Given("id=007", () => Parameter<string>("id", pattern: "^[0-9]+$")));
        Assert.Equal("eu", Given("", () => Parameter("region", "eu", description: "where it runs", allowed: ["eu", "us"])));
        Assert.Equal("Large", Given("size=Large", () => Parameter("size", Size.Small)));
        Assert.Equal("", Given("n=null", () => Parameter<int?>("n")));
        Assert.Equal("a,b", Given("""hosts=["a","b"]""", () => string.Join(',', Parameter<string[]>("hosts"))));
        Assert.Equal("1", Given("", () => Parameter<List<int>>("ports", [80]).Count));
        Assert.Equal("Rule { Name = web, Port = 80, Protocol = tcp }", Given("""rule={"name":"web","port":80}""", () => Parameter<Rule>("rule")));
        Assert.Equal("443", Given("""ports={"https":443}""", () => Parameter<Dictionary<string, int>>("ports")["https"]));
    }

    [Fact]
    public void AParameter_WithoutAUsableValue_IsReportedAtItsLine_AndTheRunGoesOn()
    {
        AssertProblem("", "replicas has no usable value: it has no default, and none was given.", () => Parameter<int>("replicas"));
        AssertProblem("replicas=0", "replicas has no usable value: 0 is less than the minimum 1.", () => Parameter("replicas", 3, min: 1));
        AssertProblem("replicas=x", "replicas has no usable value: \"x\" is a text, not a whole number.", () => Parameter("replicas", 3));
        AssertProblem("n=5000000000", "n has no usable value: 5000000000 is more than the maximum 2147483647.", () => Parameter<int>("n"));
        AssertProblem("size=medium", "size has no usable value: \"medium\" is none of Small, Large.", () => Parameter("size", Size.Small));
        AssertProblem("", "region has no usable value: \"de\" is none of eu, us.", () => Parameter("region", "de", allowed: ["eu", "us"]));
        AssertProblem("id=abc", "id has no usable value: \"abc\" doesn't match the pattern ^[0-9]+$.", () => Parameter<string>("id", pattern: "^[0-9]+$"));
        AssertProblem("hosts=[1]", "hosts has no usable value: 0: 1 is a number, not a text.", () => Parameter<string[]>("hosts"));
        AssertProblem("n=1e99", "n has no usable value: it is no Decimal.", () => Parameter<decimal>("n"));
        AssertProblem("""rule={"name":"web"}""", "rule has no usable value: port: is required and isn't set.", () => Parameter<Rule>("rule"));
    }

    [Fact]
    public void AMisspeltName_OfAParameterWithoutValue_IsReportedBeside() => Assert.Equal(
        "MCI1212 The parameter replicas has no usable value: it has no default, and none was given.\nMCI1212 The program has no parameter replica. Did you mean replicas?",
        Problems("replica=3", () => Parameter<int>("replicas")));

    [Fact]
    public void OneName_WithTwoDeclarations_IsReported()
    {
        Assert.Equal("", Problems("", () => (Parameter("a", 1), Parameter("a", 1))));
        Assert.StartsWith("MCI0070 The parameter a is declared twice and differently", Problems("", () => (Parameter("a", 1), Parameter("a", 2))), StringComparison.Ordinal);
    }

    [Fact]
    public void ATypeOrRule_ThatCantBe_IsReported()
    {
        Assert.StartsWith("MCI0071 The parameter a is of the C# type IntPtr", Problems("", () => Parameter<nint>("a")), StringComparison.Ordinal);
        Assert.StartsWith("MCI0071 A rule of the parameter a can't be followed: Invalid pattern '('", Problems("", () => Parameter("a", "x", pattern: "(")), StringComparison.Ordinal);
        Assert.StartsWith("MCI0071 A rule of the parameter a can't be followed: ", Problems("", () => Parameter("a", 3, min: 5, max: 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void ASecretParameter_IsNoPartOfWhatIsDeclared()
    {
        var recorder = DeploymentRecorder.Begin("test", Parse("password=hunter22"));
        Output("o", $"x-{SecretParameter("password", minLength: 8)}");
        var (deployment, _) = recorder.Finish();
        var written = DeploymentJson.Write(deployment).ToString();
        Assert.Contains("""{"$text":["x-",{"$external":["parameter","password"]}]}""", written, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", written, StringComparison.Ordinal);
        Assert.True(Assert.Single(DeploymentJson.Read(DeploymentJson.Write(deployment))!.Parameters).IsSecret);
    }

    [Fact]
    public void ALiteral_NamesASecretOfTheProject_AndAnyOtherTextIsOneItself()
    {
        var text = "hunter22";
        Assert.Equal("""{"$external":["secret","prod/db-password"]}""", Recording.Show(Secret("prod/db-password")));
        Assert.Equal("""{"$secret":"hunter22"}""", Recording.Show(Secret(text)));
        Assert.Equal("""{"$secret":"hunter22-1"}""", Recording.Show(Secret($"{text}-1")));
        Assert.Equal("""{"$secret":5}""", Recording.Show(Secret<long>(5)));
        Assert.Contains("MCI0072: In cidrBlock of probe: this text can't name a secret of the project.", Recording.Show(() => _ = new Vpc("probe") { CidrBlock = Secret("correct horse!") }), StringComparison.Ordinal);
    }

    private static string Given(string set, Func<object?> program)
    {
        var recorder = DeploymentRecorder.Begin("test", Parse(set));
        var value = program();
        Assert.Empty(recorder.ParameterProblems);
        Assert.Single(recorder.Finish().Deployment.Parameters);
        return Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    private static void AssertProblem(string set, string expected, Func<object?> program) => Assert.Equal($"MCI1212 The parameter {expected}", Problems(set, program));

    private static string Problems(string set, Func<object?> program)
    {
        var recorder = DeploymentRecorder.Begin("test", Parse(set));
        program();
        var problems = recorder.ParameterProblems;
        recorder.Finish();
        Assert.All(problems.Take(1), p => Assert.True(p.Place!.Line > 0));
        return string.Join('\n', problems.Select((p, i) => $"{p.Id} {p.Message}{(i == 0 ? "" : " " + p.Remedy)}"));
    }

    private static Dictionary<string, GivenParameter> Parse(string set) =>
        set.Length == 0 ? [] : new() { [set.Split('=', 2)[0]] = GivenParameter.FromDatum(GivenParameter.Of(set.Split('=', 2)[1]).ToDatum())! };
}
