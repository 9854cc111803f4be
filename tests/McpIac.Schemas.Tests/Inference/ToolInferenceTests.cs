using CsCheck;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;
using McpIac.Schemas.Tests.Data;

namespace McpIac.Schemas.Tests.Inference;

public sealed class ToolInferenceTests
{
    [Theory]
    [InlineData("create_fire_wall get_fire_wall list_fire_walls update_fire_wall delete_fire_wall")]
    [InlineData("fire-wall-create fire-wall-get fire-wall-list fire-wall-update fire-wall-delete")]
    [InlineData("fire.create.wall fire.get.wall fire.list.walls fire.update.wall fire.delete.wall")]
    [InlineData("createFireWall getFireWall listFireWalls updateFireWall deleteFireWall")]
    [InlineData("add_fire_wall describe_fire_wall list_all_fire_walls modify_fire_wall remove_fire_wall")]
    [InlineData("FireWalls/Create FireWalls/Show FireWalls/List FireWalls/Edit FireWalls/Destroy")]
    public void Lifecycle_IsFound_WhateverTheNamingConvention(string names)
    {
        var tools = names.Split(' ');
        var reading = Inferred.From(Inferred.Tool(tools[0], "name* size"), Inferred.Tool(tools[1], "id*"), Inferred.Tool(tools[2]), Inferred.Tool(tools[3], "id* size"), Inferred.Tool(tools[4], "id*"), Inferred.Tool("ping"));

        var type = Assert.Single(reading.Types, t => t.Kind == TypeKind.Resource);
        Assert.Equal("box:fire_wall", type.Token);
        Assert.Equal([(ToolRole.Create, tools[0]), (ToolRole.Read, tools[1]), (ToolRole.List, tools[2]), (ToolRole.Update, tools[3]), (ToolRole.Delete, tools[4])], type.Tools.Select(t => (t.Role, t.Name)));
        Assert.Equal((true, true, "id"), (type.CanUpdate, type.CanList, Assert.Single(type.Identity)));
        Assert.Equal("name required immutable; size", Properties(type));
        Assert.Equal("id result", string.Join(' ', type.Outputs.Members.Select(m => m.Name)));
        Assert.Empty(type.NaturalKeys);
        Assert.Empty(reading.Diagnostics);
    }

    [Theory]
    [InlineData("box_disk_create box_disk_delete box_ping", "resource box:disk (box_disk_create box_disk_delete)")]
    [InlineData("disk_create disk_delete", "resource box:disk (disk_create disk_delete)")]
    [InlineData("create_disk create_net", "action box:actions:create_disk (create_disk)")]
    [InlineData("disk_list_create disk_list_delete list_add_disk", "resource box:disk_list (disk_list_create disk_list_delete)")]
    public void WordThatAllToolsBeginWith_IsTheServersName_UnlessItIsAllThereIs(string names, string first) =>
        Assert.Equal(first, Inferred.Show(Inferred.From([.. names.Split(' ').Select(n => Inferred.Tool(n, "id*"))])).First());

    [Fact]
    public void IdentityThatCreateTakes_IsAProperty_AndUnique()
    {
        var type = Assert.Single(Inferred.From(Inferred.Tool("create_vlan", "tag* zone note"), Inferred.Tool("delete_vlan", "tag* zone")).Types);

        Assert.Equal("tag required immutable; zone immutable; note immutable", Properties(type));
        Assert.Equal(["tag", "zone"], Assert.Single(type.NaturalKeys));
        Assert.False(type.CanUpdate);
    }

    [Fact]
    public void Arguments_ThatDifferInTheNounOrInNumber_AreTheSameMember()
    {
        var type = Assert.Single(Inferred.From(
            """{"name":"create_entities","inputSchema":{"properties":{"entities":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"note":{"type":"string"}},"required":["name"]}}},"required":["entities"]}}""",
            """{"name":"delete_entities","inputSchema":{"properties":{"entityNames":{"type":"array","items":{"type":"string"}}},"required":["entityNames"]}}""").Types);

        Assert.Equal(("box:entity", "name required immutable; note immutable"), (type.Token, Properties(type)));
        var (create, delete) = (type.Tools[0], type.Tools[1]);
        Assert.Equal(("entities", true), (create.Wrapper, create.WrapsList));
        Assert.Equal(new ToolArgument("entityNames", "name", AsList: true), Assert.Single(delete.Arguments));
    }

    [Fact]
    public void OneWrappingArgument_IsLeftOut_AndItsReferencesStillLead()
    {
        const string schema = """{"type":"object","properties":{"params":{"$ref":"#/$defs/p"}},"required":["params"],"$defs":{"p":{"type":"object","properties":{"id":{"type":"string"},"size":{"$ref":"#/$defs/s"}},"required":["id"]},"s":{"type":"integer","maximum":9}}}""";
        var reading = Inferred.From($$"""{"name":"create_disk","inputSchema":{{schema}}}""", $$"""{"name":"delete_disk","inputSchema":{{schema}}}""");

        var type = Assert.Single(reading.Types);
        Assert.Equal("id required immutable; size immutable", Properties(type));
        Assert.Equal((ShapeKind.Integer, 9d), (type.Properties.Member("size")!.Shape.Kind, type.Properties.Member("size")!.Shape.Maximum));
        Assert.All(type.Tools, t => Assert.Equal(("params", false), (t.Wrapper, t.WrapsList)));
        Assert.Empty(reading.Diagnostics);
    }

    [Fact]
    public void PropertyThatOnlyUpdateHas_KeepsItsOwnDefinitions()
    {
        var type = Inferred.From(
            """{"name":"create_disk","inputSchema":{"properties":{"name":{"$ref":"#/$defs/x"}},"required":["name"],"$defs":{"x":{"type":"string"}}}}""",
            """{"name":"update_disk","inputSchema":{"properties":{"name":{"type":"string"},"size":{"$ref":"#/$defs/x"}},"required":["name"],"$defs":{"x":{"type":"integer"}}}}""",
            Inferred.Tool("delete_disk", "name*")).Types[0];

        Assert.Equal([ShapeKind.Text, ShapeKind.Integer], type.Properties.Members.Select(m => m.Shape.Kind));
    }

    [Fact]
    public void WhatPutMakes_DeleteUnmakes_AndPutChanges()
    {
        var type = Assert.Single(Inferred.From(Inferred.Tool("secret_put", "key* value*"), Inferred.Tool("secret_delete", "key*"), Inferred.Tool("secret_list")).Types);

        Assert.Equal("key required immutable; value required", Properties(type));
        Assert.Equal([ToolRole.Create, ToolRole.List, ToolRole.Update, ToolRole.Delete], type.Tools.Select(t => t.Role));
    }

    [Theory]
    [InlineData("delete_all_disks", "id*")]          // all at once is no lifecycle
    [InlineData("delete_disk", "filter*")]           // nobody knows what to give
    [InlineData("delete_disk", "")]                  // nor which one goes
    [InlineData("uninstall_disk", "id*")]            // undoes something else
    [InlineData("delete_disk_snapshot", "id*")]
    public void CreateWithoutItsDelete_IsAnAction(string delete, string arguments) =>
        Assert.All(Inferred.From(Inferred.Tool("create_disk", "size"), Inferred.Tool(delete, arguments)).Types, t => Assert.Equal(TypeKind.Action, t.Kind));

    [Theory]
    [InlineData("get_disk", "", TypeKind.DataSource)]
    [InlineData("disks_search", "", TypeKind.DataSource)]
    [InlineData("backend_health", "", TypeKind.DataSource)]
    [InlineData("version_rollback", "", TypeKind.Action)]
    [InlineData("frobnicate", "", TypeKind.Action)]
    [InlineData("frobnicate", "\"readOnlyHint\":true", TypeKind.DataSource)]
    [InlineData("run_query", "\"readOnlyHint\":true", TypeKind.DataSource)]
    [InlineData("query", "", TypeKind.Action)]
    [InlineData("get_disk", "\"destructiveHint\":true", TypeKind.Action)]
    [InlineData("get_disk", "\"readOnlyHint\":false", TypeKind.Action)]
    [InlineData("get_or_create_disk", "", TypeKind.Action)]
    [InlineData("send_mail", "\"readOnlyHint\":true", TypeKind.Action)]
    [InlineData("delete_disk", "\"readOnlyHint\":true", TypeKind.Action)]
    public void ToolThatOnlyReads_IsADataSource_AndDoubtIsForTheAction(string name, string hints, TypeKind kind)
    {
        var type = Assert.Single(Inferred.From(Inferred.Tool(name, "a*", $$""","annotations":{ {{hints}} }""")).Types);

        Assert.Equal((kind, name), (type.Kind, Assert.Single(type.Tools).Name));
        Assert.Equal($"box:{(kind == TypeKind.DataSource ? "data" : "actions")}:{name}", type.Token);
        Assert.Equal("a required; => result", Properties(type) + "; => " + string.Join(' ', type.Outputs.Members.Select(m => m.Name)));
        Assert.Empty(type.Identity);
    }

    [Fact]
    public void DeclaredOutput_IsTheOutputs_AndAnotherResultThanAnObjectIsOne()
    {
        var types = Inferred.From(
            """{"name":"get_a","outputSchema":{"type":"object","properties":{"size":{"type":"integer"}},"required":["size"]}}""",
            """{"name":"get_b","outputSchema":{"type":"array","items":{"type":"string"}}}""",
            """{"name":"get_c","inputSchema":{"properties":{"result":{"type":"string"}}}}""").Types;

        Assert.Equal(["size:Integer", "result:List", "output:Any"], types.Select(t => string.Join(' ', t.Outputs.Members.Select(m => $"{m.Name}:{m.Shape.Kind}"))));
    }

    [Fact]
    public void BadTools_AreWarningsAtTheirPlace_AndTheOthersAreTypes()
    {
        var reading = Inferred.From(
            "7", """{"name":""}""", """{"name":"a","inputSchema":7}""", """{"name":"b","inputSchema":{"type":"string"}}""", $$"""{"name":"{{new string('x', 300)}}"}""",
            """{"name":"d"}""", """{"name":"d","description":"again"}""", """{"name":"e","inputSchema":null}""", """{"name":"f","inputSchema":true}""",
            """{"name":"g","inputSchema":{"type":"object","properties":{"p":{"type":"strin"},"q":{"type":"integer","minimum":2,"maximum":1},"r":false},"required":["z",5],"additionalProperties":false}}""");

        Assert.Equal(["d", "e", "f", "g"], reading.Types.Select(t => t.Tools[0].Name));
        Assert.Equal(["p", "q", "r", "z"], reading.Types[3].Properties.Members.Select(m => m.Name));
        Assert.All(reading.Diagnostics, d => Assert.Equal(Severity.Warning, d.Severity));
        Assert.Equal(
            ["MCI6013 1", "MCI6013 2", "MCI6013 3", "MCI6013 4", "MCI6013 5", "MCI6014 7", "MCI6008 10", "MCI6008 10", "MCI6008 10", "MCI6008 10", "MCI6008 10"],
            reading.Diagnostics.Select(d => $"{d.Id} {d.Place!.Line}"));
    }

    [Fact]
    public void NestedBeyondBounds_IsAnyValueThere_AndAWarning()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"properties\":{\"a\":", 200)) + "{}" + string.Concat(Enumerable.Repeat("}}", 200));
        var reading = Inferred.From($$"""{"name":"get_deep","inputSchema":{{deep}}}""", Inferred.Tool("get_other"));

        Assert.Equal(["data box:data:get_deep (get_deep)", "data box:data:get_other (get_other)"], Inferred.Show(reading));
        Assert.Equal("MCI6015", Assert.Single(reading.Diagnostics).Id);
    }

    [Fact]
    public void ToolsOfTheProviderStandard_AreNoTypes_AndBesideResourceTypesThereAreNoLifecycles()
    {
        string[] standard = ["validateConfig", "planDeployment", "applyDeployment", "getDeploymentState", "destroyDeployment", "getResource", "listResources", "createSnapshot", "rollbackToSnapshot"];
        var tools = string.Join(",", standard.Concat(["create_disk", "delete_disk", "list_disks"]).Select(n => Inferred.Tool(n, "id*")));

        Assert.Equal(["resource box:disk (create_disk list_disks delete_disk)"], Inferred.Show(Read($$"""{"mciacc":1,"provider":"box","tools":[{{tools}}]}""")).Order());
        Assert.Equal(
            ["resource box:data:list_disks ()", "action box:actions:create_disk (create_disk)", "action box:actions:delete_disk (delete_disk)", "data box:data:list_disks_2 (list_disks)"],
            Inferred.Show(Read($$"""{"mciacc":1,"provider":"box","types":[{"type":"box:data:list_disks"}],"tools":[{{tools}}]}""")));
        Assert.Equal(["data box:data:getResource (getResource)"], Inferred.Show(Inferred.From(Inferred.Tool("getResource"))));
    }

    [Fact]
    public void TenThousandArguments_OfEachToolOfALifecycle_AreItsProperties()
    {
        var arguments = string.Join(' ', Enumerable.Range(0, 10_000).Select(i => $"name-{i}*"));
        string[] names = ["create_thing", "update_thing", "get_thing", "list_things", "delete_thing"];

        var type = Assert.Single(Inferred.From([.. names.Select(n => Inferred.Tool(n, arguments)), Inferred.Tool("ping")]).Types, t => t.Kind == TypeKind.Resource);

        Assert.Equal((10_000, 10_000, 5), (type.Properties.Members.Count, type.Identity.Count, type.Tools.Count));
    }

    [Fact]
    public void TenThousandTools_AboutOneNoun_AreOneResourceAndActions()
    {
        var tools = Enumerable.Range(0, 10_000).Select(i => Inferred.Tool($"{(i % 2 == 0 ? "create" : "delete")}{new string('_', i % 100 + 1)}disk{new string('-', i / 100)}", "id*"));

        var types = Inferred.From([.. tools]).Types;

        Assert.Equal((1, 9_998), (types.Count(t => t.Kind == TypeKind.Resource), types.Count(t => t.Kind == TypeKind.Action)));
        Assert.Distinct(types.Select(t => t.Token));
    }

    [Fact]
    public void NameThatSecretsHave_IsASecret()
    {
        var type = Inferred.From(Inferred.Tool("run", "password api-key clientSecret connectionString accessToken token secretName nextToken keyName")).Types[0];

        Assert.Equal("password api-key clientSecret connectionString accessToken token", string.Join(' ', type.Properties.Members.Where(m => m.Shape.Sensitive).Select(m => m.Name)));
    }

    [Fact]
    public void Tokens_AreSafeAndTheirOwn_WhateverTheNames()
    {
        string[] names = ["a:b", "a b", "a\nb", "*/ } class Evil {", "größe", "名前", "\ud800", "\udc00", ":", ".."];
        var reading = Inferred.From([.. names.Select(n => Inferred.Tool(n))]);

        Assert.Empty(reading.Diagnostics);
        Assert.Equal(names.Order(StringComparer.Ordinal), reading.Types.Select(t => t.Tools[0].Name));
        Assert.Distinct(reading.Types.Select(t => t.Token));
        Assert.All(reading.Types, t => Assert.Matches(@"^box:actions:[\w.-]+$", t.Token));
    }

    [Fact]
    public void SameTools_InAnyOrder_GiveTheSameTypes()
    {
        var tools = Servers.All.Single(r => r.Snapshot!.Provider == "cloudflare").Snapshot!.Tools;
        var expected = Types(tools);

        Gen.Shuffle(tools.ToArray()).Sample(shuffled => Types(shuffled).SequenceEqual(expected), iter: 20, threads: 1);

        static string[] Types(IEnumerable<Datum> tools) =>
            [.. Read(SnapshotWriter.Write(new Snapshot("x", Datum.EmptyMap, [.. tools], [], []))).Types.Select(t => t.Token + t.Raw)];
    }

    [Fact]
    public void AnyTools_GiveTypesOrWarnings_AndNeverAnError() =>
        DatumGen.Any.Array[0, 6].Sample(tools => Read(SnapshotWriter.Write(new Snapshot("x", Datum.EmptyMap,
            [.. tools.Select((t, i) => i % 2 == 0 ? t : Datum.MapOf([new("name", Datum.Of($"create_{i}")), new("inputSchema", t), new("outputSchema", t)]))], [], [])))
            .Diagnostics.All(d => d.Severity == Severity.Warning), iter: 200);

    private static SnapshotReading Read(string content) => SnapshotReader.Read(new SnapshotSource("box.mcp.json", content));

    private static string Properties(ResourceType type) => string.Join("; ", type.Properties.Members.Select(m =>
        m.Name + (m.Required ? " required" : "") + (m.Shape.Immutable ? " immutable" : "")));
}
