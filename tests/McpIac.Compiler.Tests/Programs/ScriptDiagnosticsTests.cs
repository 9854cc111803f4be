namespace McpIac.Compiler.Tests.Programs;

/// <summary>What is wrong in a script is one line with its place, whoever found it.</summary>
public sealed class ScriptDiagnosticsTests
{
    [Fact]
    public async Task ScriptWithoutMistakes_IsBound()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            Deployment("office");
            var vlan = new Net.Core.Vlan("a") { Tag = 150, Label = "office" };
            var route = new Net.Core.Route("r") { Vlan = vlan.Id, Device = $"vlan{vlan.Tag}" };
            Output("gateway", route.Gateway);
            """);
        var result = await program.CompileAsync();
        Assert.Equal("", program.Lines(result));
        Assert.Equal("office", result.Deployment!.Name);
        Assert.Equal(["office/net:core:vlan/a", "office/net:core:route/r"], result.Deployment.Resources.Select(r => r.Urn));
        Assert.Equal(["gateway"], result.Deployment.Outputs.Select(o => o.Name));
    }

    [Fact]
    public async Task TextForAWholeNumber_IsReportedAtTheText() => Assert.Equal(
        "infra.csx:1:43-46 error MCI2005 Tag takes a whole number; this is a text (CS0029). Write a number without quotes.",
        await ProgramFolder.DiagnosticsOf("""var vlan = new Net.Core.Vlan("a") { Tag = "x" };"""));

    [Fact]
    public async Task NumberInQuotes_IsReportedWithTheNumber() => Assert.Equal(
        "infra.csx:1:43-48 error MCI2005 Tag takes a whole number; this is a text (CS0029). Write 150 without the quotes.",
        await ProgramFolder.DiagnosticsOf("""var vlan = new Net.Core.Vlan("a") { Tag = "150" };"""));

    [Fact]
    public async Task ValueOutsideItsRange_IsReportedAtTheLiteral()
    {
        var diagnostics = await ProgramFolder.DiagnosticsOf("""
            var vlan = new Net.Core.Vlan("a")
            {
                Tag = 5000,
            };
            """);
        Assert.StartsWith("infra.csx:3:11-15 error MCI2005 tag of a: 5000 ", diagnostics, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', diagnostics);
    }

    [Fact]
    public async Task CircleOfVariables_IsReportedAsACircle() => Assert.StartsWith(
        "infra.csx:1:5-6 error MCI2090 a needs itself, directly or by what it refers to: a circle (CS7019). Take one of these references out", await ProgramFolder.DiagnosticsOf("""
            var a = new Net.Core.Vlan("a") { Tag = 1, Label = b.Gateway };
            var b = new Net.Core.Route("b") { Vlan = a.Id };
            """), StringComparison.Ordinal);

    [Fact]
    public async Task DeprecatedProperty_IsReportedOnceInOurWords() => Assert.Equal(
        "infra.csx:1:46-49 warning MCI2014 Old of Vlan is deprecated by its provider. Its description says what replaces it.",
        await ProgramFolder.DiagnosticsOf("""var vlan = new Net.Core.Vlan("a") { Tag = 1, Old = "x" };"""));

    [Fact]
    public async Task MistakesThatTheAnalyzersFind_AreReportedTogether_AndTheProgramIsNotRun() => Assert.Equal(
        """
        infra.csx:1:43-47 error MCI2005 tag of a: 5000 is more than the maximum 4094. Write a value that the provider's schema allows.
        infra.csx:3:46-53 error MCI2009 vlan of r refers to net:core:vlan#id; this is id of p (net:core:pool). Refer to a resource of that type.
        """,
        await ProgramFolder.DiagnosticsOf("""
            var vlan = new Net.Core.Vlan("a") { Tag = 5000 };
            var pool = new Net.Core.Pool("p") { Size = 1, Mode = "rr" };
            var route = new Net.Core.Route("r") { Vlan = pool.Id };
            throw new Exception("not run");
            """));

    [Fact]
    public async Task MisspeltProperty_IsReportedWithTheNearest() => Assert.Equal(
        "infra.csx:1:37-40 error MCI2002 Vlan has no Tga (CS0117). Did you mean Tag?", await ProgramFolder.DiagnosticsOf("""var vlan = new Net.Core.Vlan("a") { Tga = 150 };"""));

    [Fact]
    public async Task MisspeltOutput_IsReportedWithTheNearest() => Assert.Equal(
        "infra.csx:2:20-23 error MCI2007 Vlan has no Mtv (CS1061). Did you mean Mtu?", await ProgramFolder.DiagnosticsOf("""
            var vlan = new Net.Core.Vlan("a") { Tag = 150 };
            Output("mtu", vlan.Mtv);
            """));

    [Fact]
    public async Task UnknownVariable_IsReportedWithTheNearest() => Assert.Equal(
        "infra.csx:2:46-50 error MCI2006 There is no variable, function or type named vlam here (CS0103). Did you mean vlan?", await ProgramFolder.DiagnosticsOf("""
            var vlan = new Net.Core.Vlan("a") { Tag = 150 };
            var route = new Net.Core.Route("r") { Vlan = vlam.Id };
            """));

    [Fact]
    public async Task UnknownType_IsReportedWithTheNearest() => Assert.Equal(
        "infra.csx:1:25-29 error MCI2001 Net.Core has no Vlam (CS0234). Did you mean Vlan?", await ProgramFolder.DiagnosticsOf("""var vlan = new Net.Core.Vlam("a") { Tag = 150 };"""));

    [Fact]
    public async Task UnknownProvider_IsReported() => Assert.StartsWith(
        "infra.csx:1:16-19 error MCI2001 There is no type or provider named Nte (CS0246). Did you mean Net?",
        await ProgramFolder.DiagnosticsOf("""var vlan = new Nte.Core.Vlan("a") { Tag = 150 };"""), StringComparison.Ordinal);

    [Fact]
    public async Task MissingRequiredProperties_AreReportedTogetherAtTheType() => Assert.Equal(
        "infra.csx:1:16-29 error MCI2003 Pool needs Size and Mode, which aren't set (CS9035). Set them in the braces after the name: { Size = … }.",
        await ProgramFolder.DiagnosticsOf("""var pool = new Net.Core.Pool("a");"""));

    [Fact]
    public async Task MissingRequiredProperty_BesideAMisspeltOne_IsNotReportedTwice() => Assert.Equal(
        "infra.csx:1:50-54 error MCI2002 Pool has no Szie (CS0117). Did you mean Size?", await ProgramFolder.DiagnosticsOf("""var pool = new Net.Core.Pool("a") { Mode = "rr", Szie = 1 };"""));

    [Fact]
    public async Task MissingRequiredPropertyWithAliases_IsReportedAtTheCreation() => Assert.Equal(
        "infra.csx:1:12-34 error MCI2003 a (net:core:vlan) needs the property tag, which isn't set. Set tag.",
        await ProgramFolder.DiagnosticsOf("""var vlan = new Net.Core.Vlan("a");"""));

    [Fact]
    public async Task MissingName_IsReported() => Assert.Equal(
        "infra.csx:1:5-19 error CS7036 Route needs a name. Write new Route(\"name\") { … }.", await ProgramFolder.DiagnosticsOf("new Net.Core.Route();"));

    [Fact]
    public async Task ResourceWhereItsIdBelongs_IsReportedWithTheId() => Assert.Equal(
        "infra.csx:2:46-50 error MCI2008 Vlan takes a text; this is a whole Vlan (CS0029). Write vlan.Id, or another of its outputs.", await ProgramFolder.DiagnosticsOf("""
            var vlan = new Net.Core.Vlan("a") { Tag = 150 };
            var route = new Net.Core.Route("r") { Vlan = vlan };
            """));

    [Fact]
    public async Task DecidingByAnUnknownValue_IsReported() => Assert.Equal(
        "infra.csx:2:5-20 error CS0029 This isn't known while the program runs, so the program can't decide by it. Write If(condition, whenTrue, whenFalse), which decides when it is known.",
        await ProgramFolder.DiagnosticsOf("""
            var vlan = new Net.Core.Vlan("a") { Tag = 150 };
            if (vlan.Tag == 150) Output("x", "y");
            """));

    [Fact]
    public async Task OutputThatIsWritten_IsReported() => Assert.Equal(
        "infra.csx:1:48-51 error MCI2002 Mtu is an output: its provider sets it (CS0200). Take it out; read it where it is needed.",
        await ProgramFolder.DiagnosticsOf("""var vlan = new Net.Core.Vlan("a") { Tag = 150, Mtu = 1500 };"""));

    [Fact]
    public async Task PropertySetAfterwards_IsReported() => Assert.Equal(
        "infra.csx:2:1-9 error CS8852 Tag can only be set where its resource is constructed. Write it in the braces: new …(\"name\") { … }.", await ProgramFolder.DiagnosticsOf("""
            var vlan = new Net.Core.Vlan("a") { Tag = 150 };
            vlan.Tag = 151;
            """));

    [Fact]
    public async Task TwoResourcesOfOneName_AreReportedAtTheSecond() => Assert.Equal(
        "infra.csx:2:9-31 error MCI2010 Two resources of net:core:vlan are named a (the first is at infra.csx:1). Give each its own name; in a loop, put the loop's variable into it.",
        await ProgramFolder.DiagnosticsOf("""
            var a = new Net.Core.Vlan("a") { Tag = 150 };
            var b = new Net.Core.Vlan("a") { Tag = 151 };
            """));

    [Fact]
    public async Task SyntaxError_IsReportedAlone()
    {
        var diagnostics = await ProgramFolder.DiagnosticsOf("""
            var vlan = new Net.Core.Vlan("a") { Tag = 150 }
            var route = new Net.Core.Route("r") { Vlan = vlam.Id };
            """);
        Assert.Equal("infra.csx:1:48-48 error CS1002 ; expected", diagnostics);
    }

    [Fact]
    public async Task SeveralMistakes_ComeInTheOrderOfTheirPlaces()
    {
        var diagnostics = await ProgramFolder.DiagnosticsOf("""
            var a = new Net.Core.Vlan("a") { Tag = "x" };
            var b = new Net.Core.Vlan("b") { Tga = 1 };
            var c = new Net.Core.Vlan("c") { Tag = zzz };
            """);
        Assert.Equal(["infra.csx:1:40-43", "infra.csx:2:34-37", "infra.csx:3:40-43"], diagnostics.Split('\n').Select(l => l.Split(' ')[0]));
    }

    [Fact]
    public async Task VariableUsedBeforeItIsSet_IsReportedAtTheUse() => Assert.Equal(
        "infra.csx:1:46-50 error MCI1022 vlan is used here, before line 2 sets it. Move the declaration above its first use.", await ProgramFolder.DiagnosticsOf("""
            var route = new Net.Core.Route("r") { Vlan = vlan.Id };
            var vlan = new Net.Core.Vlan("a") { Tag = 150 };
            """));

    [Fact]
    public async Task NameUsedInALambdaOrAFunction_MayBeDeclaredLater() => Assert.Equal("", await ProgramFolder.DiagnosticsOf("""
        Func<long> tag = () => number;
        long Tag() => number;
        var number = 150L;
        var vlan = new Net.Core.Vlan("a") { Tag = tag() };
        """));

    [Fact]
    public async Task NestedValue_IsUnderlinedInItsList() => Assert.StartsWith("infra.csx:3:50-55 error MCI2005 rules[1].port of a: 70000 ", await ProgramFolder.DiagnosticsOf("""
        var vlan = new Net.Core.Vlan("a") {
            Tag = 1,
            Rules = [ new() { Port = 1 }, new() { Port = 70000 } ],
        };
        """), StringComparison.Ordinal);

    [Fact]
    public async Task ScriptThatDeclaresNothing_IsAWarning()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", "");
        var result = await program.CompileAsync();
        Assert.NotNull(result.Deployment);
        Assert.StartsWith("infra.csx warning MCI1006 infra.csx declares no resources and no outputs.", program.Lines(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThousandResourcesInALoop_AreBoundAtOnePlace()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            for (var i = 0; i < 1000; i++)
                new Net.Core.Vlan($"v{i}") { Tag = 1 + i };
            """);
        var result = await program.CompileAsync();
        Assert.Equal("", program.Lines(result));
        Assert.Equal(1000, result.Deployment!.Resources.Count);
        Assert.Single(result.Deployment.Resources.Select(r => r.Place).Distinct());
    }
}
