using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using static McpIac.Dsl.Authoring;
using static McpIac.Dsl.Tests.Programs.Recording;

namespace McpIac.Dsl.Tests.Programs;

/// <summary>What programs write, and the expressions it becomes. That the right-hand sides compile is half of the test.</summary>
public sealed class AuthoringTests
{
    private const string WasChanged =
        "MCI0002: In cidrBlock of v: a text was cut or changed by C# while a part of it is known only when the deployment is applied.";

    private static Vpc Some(string name = "main") => new(name) { CidrBlock = "10.0.0.0/16" };

    private static string ShowChanged(Func<string, string> change) => Show(() =>
    {
        var id = Some().Id;
        _ = new Vpc("v") { CidrBlock = change($"{id}") };
    });

    [Fact]
    public void Literals_AreWrittenAsTheyAre() => Assert.Equal(
        """
        tag = 150
        weight = 2
        enabled = true
        servers = ["a","b"]
        """,
        Show(() => _ = new Vpc("v") { CidrBlock = "10.0.0.0/16", Tag = 150, Weight = 2, Enabled = true, Servers = ["a", "b"] }));

    [Fact]
    public void Reading_AProperty_IsAReference_AlsoToWhatWasJustWritten() => Assert.Equal(
        """
        cidrBlock = {"$ref":["main","cidrBlock"]}
        """,
        Show(() =>
        {
            var main = Some();
            _ = new Vpc("v") { CidrBlock = main.CidrBlock };
        }));

    [Fact]
    public void InterpolatedStrings_KeepTheirValues() => Assert.Equal(
        """
        cidrBlock = {"$text":["http://",{"$ref":["main","id"]},":",{"$ref":["main","tag"]},"/8080/x"]}
        """,
        Show(() =>
        {
            var (vpc, port, nothing) = (Some(), 8080, (string?)null);
            _ = new Vpc("v") { CidrBlock = $"http://{vpc.Id}:{vpc.Tag}/{port}/{"x"}{nothing}" };
        }));

    [Fact]
    public void InterpolatedStrings_KeepAlignmentAndFormat() => Assert.Equal(
        """
        cidrBlock = {"$text":[{"$call":["format","{0,6:D3}",{"$ref":["main","tag"]}]},"|007|    x"]}
        """,
        Show(() =>
        {
            var vpc = Some();
            _ = new Vpc("v") { CidrBlock = $"{vpc.Tag,6:D3}|{7:D3}|{"x",5}" };
        }));

    [Fact]
    public void PlainStrings_MadeFromValues_AreRecovered()
    {
        const string expected = """{"$text":["a ",{"$ref":["main","id"]}," b"]}""";
        Assert.Equal(expected, Show(Recovered(v => $"a {v} b")));
        Assert.Equal(expected, Show(Recovered(v => string.Join(" ", "a", v, "b"))));
        Assert.Equal(expected, Show(Recovered(v => string.Format("a {0} b", v))));

        static AnyValue Recovered(Func<Value<string>, string> write)
        {
            DeploymentRecorder.Begin("test");
            return write(Some().Id);
        }
    }

    [Fact]
    public void PlainStrings_ThatWereChangedMeanwhile_AreReported()
    {
        foreach (var change in new Func<string, string>[]
        {
            s => s.ToUpperInvariant(), s => s.ToLowerInvariant(), s => s[2..], s => s[..^2], s => s.Remove(1, 1), s => s.Split(',')[0], s => s.Split('/')[^1],
            s => System.Text.Json.JsonSerializer.Serialize(s), Uri.EscapeDataString, System.Net.WebUtility.HtmlEncode,
        })
        {
            Assert.EndsWith(WasChanged, ShowChanged(change));
        }
    }

    [Fact]
    public void PlainStrings_InWhichAnyCharacterWasReplaced_AreReported()
    {
        foreach (var character in Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except("{}"))
        {
            Assert.EndsWith(WasChanged, ShowChanged(s => s.Replace(character, 'é')));
        }
    }

    [Fact]
    public void PlainStrings_WhoseOwnTextAloneWasChanged_AreRecovered() => Assert.Equal(
        """{"$text":["a ",{"$ref":["main","id"]},"\nb 7"]}""",
        ShowChanged(s => string.Format($"  a {s}\r\nb {{0}} ", 7).Trim().ReplaceLineEndings("\n"))["cidrBlock = ".Length..]);

    [Fact]
    public void KnownValues_TurnIntoTheirText()
    {
        Value<string> name = "app";
        Value<long> number = 7;
        Assert.Equal("app-7", string.Create(null, $"{name}-{number}"));
        Assert.Equal("app-8", Run(() => _ = new Vpc($"{name}-{number + 1}") { CidrBlock = "" }).Deployment.Resources[0].Name);
    }

    [Fact]
    public void Concatenation_MakesAnInterpolation() => Assert.Equal(
        """
        {"$text":["http://",{"$ref":["main","id"]},":",{"$ref":["main","tag"]},"/x"]}
        """,
        Show(() =>
        {
            var vpc = Some();
            _ = new Vpc("v") { CidrBlock = "http://" + vpc.Id + ":" + vpc.Tag.AsText() + "/x" };
        })["cidrBlock = ".Length..]);

    [Fact]
    public void AppendingInALoop_StaysFlat()
    {
        var (deployment, diagnostics) = Run(() =>
        {
            Value<string> text = "";
            Value<long> sum = 0;
            var vpc = Some();
            for (var i = 0; i < 500; i++) (text, sum) = (text + $"{vpc.Id}\n", vpc.Tag + sum + vpc.Tag);
            _ = new Vpc("v") { CidrBlock = text };
        });
        Assert.Empty(diagnostics);
        Assert.Equal(1000, Assert.IsType<Interpolation>(deployment.Resources[1].Properties[0].Value).Parts.Count);
    }

    [Fact]
    public void Arithmetic_AndComparison_AreCalls() => Assert.Equal(
        """
        tag = {"$call":["quotient",{"$call":["add",{"$ref":["main","tag"]},1,2]},2]}
        weight = {"$call":["div",{"$ref":["main","weight"]},2]}
        enabled = {"$call":["and",{"$call":["lt",{"$ref":["main","tag"]},10]},{"$call":["eq",{"$ref":["main","id"]},"x"]},{"$call":["not",{"$call":["ne",{"$ref":["main","tag"]},3]}]}]}
        """,
        Show(() =>
        {
            var vpc = Some();
            _ = new Vpc("v")
            {
                CidrBlock = "",
                Tag = (vpc.Tag + 1 + 2) / 2,
                Weight = vpc.Weight / 2.0,
                Enabled = vpc.Tag < 10 & vpc.Id == "x" & !(vpc.Tag != 3),
            };
        }));

    [Fact]
    public void Arithmetic_OnWhatIsKnown_IsDone()
    {
        Value<long> seven = 7;
        Value<bool> less = seven < 8;
        Assert.Equal("3 -7 True", $"{seven / 2} {-seven} {less.ToString() == "true"}");
    }

    [Fact]
    public void Conditionals_ChooseNowOrLater() => Assert.Equal(
        """
        cidrBlock = {"$if":[{"$ref":["main","enabled"]},"a",{"$text":["b",{"$ref":["main","id"]}]}]}
        """,
        Show(() =>
        {
            var vpc = Some();
            _ = new Vpc("v") { CidrBlock = If(vpc.Enabled, "a", If(true, $"b{vpc.Id}", "c")) };
        }));

    [Fact]
    public void Functions_OfTheLanguage_HaveNames() => Assert.Equal(
        """
        servers = [{"$call":["cidrHost",{"$call":["cidrSubnet",{"$ref":["main","cidrBlock"]},8,1]},5]},{"$call":["coalesce",{"$ref":["main","id"]},"none"]},{"$secret":"hunter2"},{"$call":["upper",{"$ref":["main","id"]}]},{"$call":["join",{"$call":["split",{"$ref":["main","id"]},","]},"-"]},"aGk="]
        """,
        Show(() =>
        {
            var vpc = Some();
            _ = new Vpc("v")
            {
                CidrBlock = "",
                Servers =
                [
                    Cidr.Host(Cidr.Subnet(vpc.CidrBlock, 8, 1), 5), Coalesce(vpc.Id, "none"), Secret("hunter" + 2), vpc.Id.ToUpper(), vpc.Id.Split(",").Join("-"),
                    Encode.Base64("hi"),
                ],
            };
        }));

    [Fact]
    public void Lists_TakeSpreads_OfValuesAndOfReferences() => Assert.Equal(
        """
        servers = {"$call":["concat",[{"$text":[{"$ref":["a","id"]},":80"]},{"$text":[{"$ref":["b","id"]},":80"]},"x"],{"$ref":["a","servers"]},["y"]]}
        """,
        Show(() =>
        {
            var vpcs = new[] { Some("a"), Some("b") };
            _ = new Vpc("v") { CidrBlock = "", Servers = [.. vpcs.Select(v => Text($"{v.Id}:80")), "x", .. vpcs[0].Servers, "y"] };
        }));

    [Fact]
    public void Lists_ReadThroughAResource_HaveIndexLengthAndFunctions() => Assert.Equal(
        """
        servers = [{"$ref":["main","servers","0"]},{"$call":["join",{"$call":["sort",{"$ref":["main","servers"]}]},","]},{"$call":["asText",{"$call":["length",{"$ref":["main","servers"]}]}]}]
        """,
        Show(() =>
        {
            var vpc = Some();
            _ = new Vpc("v") { CidrBlock = "", Servers = [vpc.Servers[0], vpc.Servers.Sort().Join(","), vpc.Servers.Length.AsText()] };
        }));

    [Fact]
    public void Lists_AreTakenFromCollections()
    {
        ValueList<string> fromArray = new[] { "a" };
        ValueList<long> fromList = new List<long> { 1 };
        Assert.Equal("""["a"]""", Show(fromArray));
        Assert.Equal("[1]", Show(fromList));
    }

    [Fact]
    public void EnumeratingAReference_OtherThanInASpread_IsReported() => Assert.Equal(
        """
        cidrBlock = {"$text":[{"$literal":{"$iac":"unknown"}},":80"]}
        MCI0004: In cidrBlock of v: a list whose elements are known only when the deployment is applied was enumerated.
        """,
        Show(() =>
        {
            foreach (var server in Some().Servers) _ = new Vpc("v") { CidrBlock = $"{server}:80" };
        }));

    [Fact]
    public void Maps_AreWrittenBothWays_AndReadByKey() => Assert.Equal(
        """
        tags = {"a":{"$ref":["main","tags","x"]},"b":"2"}
        extra = {"list":[1,"two",true,{"$ref":["main","id"]}],"map":{"n":null}}
        """,
        Show(() =>
        {
            var main = new Vpc("main") { CidrBlock = "", Tags = new() { ["x"] = "1" } };
            _ = new Vpc("v")
            {
                CidrBlock = "",
                Tags = { ["a"] = main.Tags["x"], ["b"] = "2" },
                Extra = { ["list"] = [1, "two", true, main.Id], ["map"] = new() { ["n"] = AnyValue.Null } },
            };
        }));

    [Fact]
    public void NestedObjects_ReadBackAsWritten_AndThroughTheirResourceAsReferences() => Assert.Equal(
        """
        servers = ["/x",{"$ref":["main","healthCheck","path"]},{"$ref":["main","healthCheck","headers","h"]},{"$ref":["main","ingress","0","cidr"]}]
        ingress = {"$call":["concat",[{"fromPort":443},{"fromPort":80,"cidr":{"$ref":["main","cidrBlock"]}}],{"$ref":["main","ingress"]}]}
        healthCheck = {"path":"/x","headers":{"a":"b"}}
        """,
        Show(() =>
        {
            var main = Some();
            var check = new Vpc.HealthCheckSettings { Path = "/x", Headers = { ["a"] = "b" } };
            _ = new Vpc("v")
            {
                CidrBlock = "",
                Servers = [check.Path, main.HealthCheck.Path, main.HealthCheck.Headers["h"], main.Ingress[0].Cidr],
                Ingress = [new() { FromPort = 443 }, .. new[] { 80 }.Select(p => new Vpc.IngressRule { FromPort = p, Cidr = main.CidrBlock }), .. main.Ingress],
                HealthCheck = check,
            };
        }));

    [Fact]
    public void ObjectLists_Select_OverWhatIsNotKnown_IsALoop() => Assert.Equal(
        """
        servers = {"$for":["v1",{"$ref":["main","ingress"]},{"$text":[{"$get":[{"$var":"v1"},"cidr"]},":",{"$get":[{"$var":"v1"},"fromPort"]}]}]}
        """,
        Show(() =>
        {
            var main = Some();
            _ = new Vpc("v") { CidrBlock = "", Servers = main.Ingress.Select(r => $"{r.Cidr}:{r.FromPort}") };
        }));

    [Fact]
    public void Unset_IsLeftOut_AndNullIsWritten() => Assert.Equal(
        "tag = null",
        Show(() => _ = new Vpc("v") { CidrBlock = "", Tag = Value<long>.Null, Weight = default, Servers = default, HealthCheck = null!, Extra = null! }));

    [Fact]
    public void Values_ThatAreNoData_AreReportedAtTheirResource()
    {
        var (_, diagnostics) = Run(() =>
        {
            var vpc = Some();
            _ = new Vpc("v") { CidrBlock = $"{vpc}", Weight = double.NaN };
        });
        Assert.Equal(["In cidrBlock of v: a whole resource can't be a value.", "In weight of v: a number that is infinite or undefined can't be a value."], diagnostics.Select(d => d.Message));
        Assert.All(diagnostics, d => Assert.Equal(("MCI0003", "AuthoringTests.cs"), (d.Id, Path.GetFileName(d.Place?.File))));
    }

    [Fact]
    public void MapKeys_ThatAreNotKnownOrReserved_AreReported()
    {
        var (_, diagnostics) = Run(() =>
        {
            var vpc = Some();
            _ = new Vpc("v") { CidrBlock = "", Tags = { [$"{vpc.Id}"] = "x" }, Extra = new Dictionary<string, string> { ["$iac"] = "unknown" } };
        });
        Assert.Equal(
            [("MCI0003", "In tags of v: a map whose keys aren't known can't be a value."), ("MCI0003", "In extra of v: a map with the reserved key $iac can't be a value.")],
            diagnostics.Select(d => (d.Id, d.Message)));
    }

    [Fact]
    public void Values_NestedTooDeep_AreReported()
    {
        var (deployment, diagnostics) = Run(() =>
        {
            Value<string> deep = Some().Id;
            for (var i = 0; i < 100_000; i++) deep = deep.ToUpper();
            _ = new Vpc("v") { CidrBlock = deep };
        });
        Assert.Equal(("MCI0005", "The value of cidrBlock of v is nested more than 100 levels deep."), (diagnostics.Single().Id, diagnostics.Single().Message));
        Assert.Equal(new Literal(Evaluation.Unknown), deployment.Resources[1].Properties[0].Value);
    }

    [Fact]
    public void Outputs_TakeAnyKindOfValue()
    {
        var (deployment, diagnostics) = Run(() =>
        {
            var vpc = Some();
            Output("url", $"https://{vpc.Id}/");
            Output("text", "x");
            Output("number", 5);
            Output("tag", vpc.Tag, secret: true);
            Output("list", [vpc.Id, "x"]);
            Output("servers", vpc.Servers);
            Output("map", new() { ["a"] = vpc.Id, ["b"] = $"{vpc.Id}!" });
            Output("condition", vpc.Tag > 3);
        });
        Assert.Empty(diagnostics);
        Assert.Equal(
            """
            url: {"$text":["https://",{"$ref":["test/aws:vpc:vpc/main","id"]},"/"]}
            text: "x"
            number: 5
            tag: {"$ref":["test/aws:vpc:vpc/main","tag"]} secret
            list: [{"$ref":["test/aws:vpc:vpc/main","id"]},"x"]
            servers: {"$ref":["test/aws:vpc:vpc/main","servers"]}
            map: {"a":{"$ref":["test/aws:vpc:vpc/main","id"]},"b":{"$text":[{"$ref":["test/aws:vpc:vpc/main","id"]},"!"]}}
            condition: {"$call":["gt",{"$ref":["test/aws:vpc:vpc/main","tag"]},3]}
            """,
            string.Join('\n', deployment.Outputs.Select(o => $"{o.Name}: {ExpressionJson.Write(o.Value)}{(o.Secret ? " secret" : "")}")));
    }
}
