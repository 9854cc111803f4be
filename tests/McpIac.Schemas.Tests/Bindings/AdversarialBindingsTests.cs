using CsCheck;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;
using McpIac.Schemas.Tests.Data;

namespace McpIac.Schemas.Tests.Bindings;

/// <summary>Text from a provider stays data: whatever its names and descriptions hold, the compiled bindings have the expected classes and no other.</summary>
public sealed class AdversarialBindingsTests
{
    private static readonly string[] Attacks =
    [
        "\"; } class Evil { } //", "*/ class Evil { } /*", "</summary>\n class Evil { }", "\r\nclass Evil { }", "\u2028class Evil { }\u2029", "\u0085class Evil { }",
        "{{ }} {0} $\"{Evil}\"", "\\\"; class Evil {}", "\\u0022; class Evil {}", "@\"", "\"\"\"", "#if false", "<![CDATA[", "&unknown;", "\0\u0001\ufffe\uffff", "\ud800", "\udc00x",
        "*/", "///", "global::Evil", "[assembly: Evil]", "]", "-->", "\u202e}\u2066", "%s", "", " ", "_", "1", "equals", "getHashCode", "toString", "class", "value", "name", "file", "line", "options", "id", "Item", "system",
    ];

    [Fact]
    public void Attacks_InEveryPlaceOfASnapshot_StayData()
    {
        var snapshot = new Snapshot("evil", Datum.EmptyMap, [], Attacks.Select((attack, i) => Type(attack, i, [Attacks[(i + 1) % Attacks.Length], Attacks[(i + 7) % Attacks.Length]])).ToArray(), []);
        var (catalog, _) = CatalogLoader.Load([new SnapshotSource("evil.mcp.json", SnapshotWriter.Write(snapshot))]);

        var assembly = Compiled.Assembly(catalog);

        var expected = TypeNames.Of(catalog.Types.Select(t => t.Token)).Values.Select(n => n.FullName).Order(StringComparer.Ordinal);
        Assert.Equal(Attacks.Count(a => a.Split(':').All(segment => segment.Trim().Length > 0 && !segment.Any(char.IsControl))), catalog.Types.Count());
        Assert.Equal(expected, assembly.GetExportedTypes().Where(t => !t.IsNested).Select(t => t.FullName!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TextsInAttributes_ReadBackAsTheyWere()
    {
        // Lone surrogates can't be kept in an attribute, whose texts are UTF-8.
        var texts = Attacks.Where(a => !a.Any(char.IsSurrogate)).ToArray();
        var properties = Datum.MapOf(texts.Select((t, i) => new KeyValuePair<string, Datum>($"p{i}", Map(("type", "string"), ("pattern", t)))));
        var type = Map(("type", "evil:a"), ("properties", Datum.MapOf([new("type", Datum.Of("object")), new("properties", properties)])));
        var (catalog, _) = CatalogLoader.Load([new SnapshotSource("evil.mcp.json", SnapshotWriter.Write(new Snapshot("evil", Datum.EmptyMap, [], [type], [])))]);

        var compiled = Compiled.Symbols(catalog).GetTypeByMetadataName("Evil.A")!;

        for (var i = 0; i < texts.Length; i++)
        {
            var attribute = compiled.GetMembers($"P{i}").Single().GetAttributes().Single(a => a.AttributeClass!.Name == "PatternAttribute");
            Assert.Equal(texts[i], attribute.ConstructorArguments[0].Value);
        }
    }

    [Fact]
    public void AnyTexts_AsNamesAndDescriptions_Compile() =>
        Gen.Select(DatumGen.Texts.Array[1, 4], DatumGen.Texts).Sample(
            (names, description) =>
            {
                var types = names.Distinct().Select((n, i) => Type(n, i, [description], description)).ToArray();
                var (catalog, _) = CatalogLoader.Load([new SnapshotSource("evil.mcp.json", SnapshotWriter.Write(new Snapshot("evil", Datum.EmptyMap, [], types, [])))]);
                Compiled.Assembly(catalog);
            }, iter: 10, threads: 1);

    /// <summary>A type in which a text stands everywhere that a schema has text.</summary>
    private static Datum Type(string text, int index, string[] others, string? description = null)
    {
        var about = description ?? text;
        var scalar = Map(("type", "string"), ("description", about), ("pattern", text), ("format", text), ("x-iac-unit", text), ("default", text),
            ("enum", Datum.ListOf(others.Append(text).Distinct().Select(Datum.Of))), ("x-iac-aliases", Datum.ListOf(others.Select(a => Datum.Of(a + index)))),
            ("x-iac-ref", "evil:" + text + "#" + text));
        var inner = Map(("type", "object"), ("description", about), ("properties", Datum.MapOf([new(text, scalar), new("other" + text, scalar), new(text + text, Datum.True)])),
            ("required", Datum.ListOf([Datum.Of(text)])));
        var properties = Map(("type", "object"), ("properties", Datum.MapOf(
        [
            new(text, scalar), new(text + " ", inner), new(text + "-list", Map(("type", "array"), ("items", inner))), new("x" + text, Map(("type", "object"), ("additionalProperties", scalar))),
        ])));
        return Map(("type", "evil:" + text), ("title", text), ("description", about), ("properties", properties), ("outputs", properties));
    }

    private static Datum Map(params (string Name, object Value)[] members) => Datum.MapOf(members.Select(m =>
        new KeyValuePair<string, Datum>(m.Name, m.Value as Datum ?? Datum.Of((string)m.Value))));
}
