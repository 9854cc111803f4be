using McpIac.Compiler.Tests.Programs;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Plans.Binding;

namespace McpIac.Compiler.Tests.Parameters;

/// <summary>Parameters of C# programs: over the process's standard input, part of the cache's key, and what they yield is what they yield in YAML.</summary>
public sealed class ScriptParameterTests
{
    private const string Script = """
        Deployment("test");
        var count = Parameter<int>("count", min: 1, max: 9, defaultValue: 2);
        var label = Parameter("label", "x");
        var password = SecretParameter("password", minLength: 4);
        foreach (var i in Enumerable.Range(1, count))
            new Net.Core.Vlan($"{label}-{i}") { Tag = 100 + i };
        Output("label", $"{label} of {count}");
        Output("login", $"{label}:{password}");
        """;

    private const string Document = """
        name: test
        parameters:
          count: { type: integer, minimum: 1, maximum: 9, default: 2 }
          label: { type: string, default: x }
          password: { type: string, minLength: 4, secret: true }
        resources:
          - type: net:core:vlan
            for: ${range(1, count)}
            name: ${label}-${each.value}
            properties: { tag: "${100 + each.value}" }
        outputs:
          label: ${label} of ${count}
          login: ${label}:${password}
        """;

    [Fact]
    public async Task AScriptAndADocument_WithTheSameParameters_AreTheSameBytes()
    {
        using var program = Program(("count", "3"), ("label", "y"), ("password", "hunter22"));
        program.Put("infra.yaml", Document);
        var script = BoundDeploymentJson.Write((await program.CompileAsync()).Deployment!).ToString();
        Assert.Contains("test/net:core:vlan/y-3", script, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", script, StringComparison.Ordinal);
        Assert.Equal(BoundDeploymentJson.Write((await program.CompileAsync("infra.yaml")).Deployment!).ToString(), script);
    }

    [Fact]
    public async Task AnotherValue_RunsTheProgramAgain_AnotherSecretDoesNot()
    {
        using var program = Program(("password", "hunter22"));
        program.Cache = Path.Combine(program.Root, "cache");
        Assert.Equal(2, (await program.CompileAsync()).Deployment!.Resources.Count);
        Assert.DoesNotContain(Directory.EnumerateFiles(program.Cache, "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".json", StringComparison.Ordinal)),
            f => File.ReadAllText(f).Contains("hunter22", StringComparison.Ordinal));

        program.Parameters = Given(("password", "correct-horse"));
        var again = await program.CompileAsync(child: ["no-such-command"]);
        Assert.True(again.FromCache);
        Assert.Contains("correct-horse", ExpressionJson.Write(again.Deployment!.Outputs[1].Value).ToString(), StringComparison.Ordinal);

        program.Parameters = Given(("password", "correct-horse"), ("count", "4"));
        var other = await program.CompileAsync();
        Assert.False(other.FromCache);
        Assert.Equal(4, other.Deployment!.Resources.Count);
        Assert.True((await program.CompileAsync()).FromCache);
    }

    [Fact]
    public async Task WrongAndMissingValues_AreAllReported_AtTheirLines()
    {
        using var program = new ProgramFolder { Parameters = Given(("count", "0"), ("lable", "y")) };
        program.Put("infra.csx", Script.Replace("(\"label\", \"x\")", "<string>(\"label\")", StringComparison.Ordinal));
        Assert.Equal(
            """
            error MCI1212 The program has no parameter lable. Did you mean label?
            infra.csx:2:13-69 error MCI1212 The parameter count has no usable value: 0 is less than the minimum 1. Give it a defaultValue, or a value with --set count=VALUE.
            infra.csx:3:13-39 error MCI1212 The parameter label has no usable value: it has no default, and none was given. Give it a defaultValue, or a value with --set label=VALUE.
            """, program.Lines(await program.CompileAsync()));
    }

    [Fact]
    public async Task AParameterThatIsMissing_IsWhatIsReported_NotWhatFollows()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            var hosts = Parameter<List<string>>("hosts");
            Output("first", hosts[0]);
            """);
        Assert.Equal("infra.csx:1:13-45 error MCI1212 The parameter hosts has no usable value: it has no default, and none was given. Give it a defaultValue, or a value with --set hosts=VALUE.",
            program.Lines(await program.CompileAsync()));
    }

    [Theory]
    [InlineData(null, "it is a secret, and none was given. Give it one, best in the environment variable MCIACC_PARAM_password.")]
    [InlineData("abc", "it breaks its schema. Give it another.")]
    public async Task ASecret_WithoutAUsableValue_IsReportedWithoutIt(string? value, string why)
    {
        using var program = value is null ? Program() : Program(("password", value));
        Assert.Equal($"infra.csx:4:16-57 error MCI1212 The parameter password has no usable value: {why}", program.Lines(await program.CompileAsync()));
    }

    private static ProgramFolder Program(params (string Name, string Value)[] parameters)
    {
        var program = new ProgramFolder { Parameters = Given(parameters) };
        program.Put("infra.csx", Script);
        return program;
    }

    private static Dictionary<string, GivenParameter> Given(params (string Name, string Value)[] parameters) => parameters.ToDictionary(p => p.Name, p => GivenParameter.Of(p.Value));
}
