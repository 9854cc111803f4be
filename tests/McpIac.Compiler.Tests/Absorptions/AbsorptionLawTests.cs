using CsCheck;
using McpIac.Compiler.Absorptions;
using McpIac.Compiler.Conversion;
using McpIac.Compiler.Conversion.CSharp;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Tests.Absorptions;

/// <summary>Whatever somebody changes of what is written as literals, in whatever style: it is absorbed, and the program then means just that.</summary>
public sealed class AbsorptionLawTests
{
    private const int Resources = 12;

    private static readonly Gen<string> Text = Gen.OneOf(
        OneOf("a", "yes", "1", "", " b", "it's", "\"q\"", "x: y", "# no", "- z", "${h}", "$${h}", "a\nb\n", "a\n b", "é\u2028", "\\n", "}", "], [", "a, b", "{"), Gen.String[Gen.Char["ab:{}[],#'\"\\ \n$"], 0, 6]);

    private static readonly Gen<string> Key = OneOf("a", "b", "c/d", "app.kubernetes.io/name", "e e", "${k}", "f");

    private static readonly Gen<Datum> Map = Gen.Select(Key, Text).Array[0, 4].Select(all => Datum.MapOf(all.DistinctBy(m => m.Item1).Select(m => KeyValuePair.Create(m.Item1, Datum.Of(m.Item2)))));

    private static readonly Gen<Datum> Rules = Gen.Select(Gen.Int[1, 5], OneOf<string?>(null, "n", "none", "m: m")).Array[0, 3].Select(all => Datum.ListOf(all.Select(r =>
        Datum.MapOf(new[] { KeyValuePair.Create("port", Datum.Of((long)r.Item1)) }.Concat(r.Item2 is null ? [] : [KeyValuePair.Create("note", Datum.Of(r.Item2))])))));

    private static readonly Gen<Datum> Properties = Gen.Select(Gen.Long[1, 9], OneOf<bool?>(null, true, false), Map, Text.Array[0, 3], Rules).Select((tag, enabled, tags, names, rules) => Datum.MapOf(
        new KeyValuePair<string, Datum>[] { new("tag", Datum.Of(tag)), new("tags", tags), new("names", Datum.ListOf(names.Select(Datum.Of))), new("rules", rules) }
            .Concat(enabled is { } on ? [new("enabled", Datum.Of(on))] : [])));

    private static readonly Gen<(Datum Was, Datum Is, int Style)[]> Meddled = Gen.Select(Properties, Properties, Gen.Int[0, 1000]).Array[Resources].Select(all => all.Select(r => (r.Item1, r.Item2, r.Item3)).ToArray());

    [Theory]
    [InlineData("infra.yaml")]
    [InlineData("infra.json")]
    public Task Documents_MeanWhatIs(string program) => Meddled.SampleAsync(all => HoldsAsync(program, all, Documents(all, program == "infra.json")), iter: 60, threads: 1);

    [Fact]
    public Task Scripts_MeanWhatIs() => Meddled.SampleAsync(all => HoldsAsync("infra.csx", all, Script(all)), iter: 3, threads: 1);

    private static async Task HoldsAsync(string program, (Datum Was, Datum Is, int Style)[] all, string source)
    {
        using var meddling = new Meddling(program, source);
        var drifted = all.Index().Select(r => ($"r{r.Index}", r.Item.Is, Same: r.Item.Was.Equals(r.Item.Is))).Where(r => !r.Same).Select(r => (r.Item1, (string?)r.Is.ToString())).ToArray();
        var absorption = await meddling.AbsorbAsync(drifted);
        Assert.True(absorption.Diagnostics.Count == 0, $"{string.Join('\n', absorption.Diagnostics)}\n{source}");
        var wrong = await Absorber.WriteAsync(meddling.Request, absorption, TestContext.Current.CancellationToken);
        Assert.True(wrong.Count == 0, $"{string.Join('\n', wrong)}\n{source}\n---\n{string.Concat(absorption.Patches.Select(p => p.After))}");
    }

    private static string Documents((Datum Was, Datum Is, int Style)[] all, bool json)
    {
        var resources = all.Index().Select(r => Resource(r.Index, r.Item.Was, r.Item.Style, json));
        return json ? $$"""{ "name": "shop", "resources": [ {{string.Join(",\n  ", resources)}} ] }""" : $"name: shop\nresources:\n{string.Concat(resources)}";
    }

    private static string Resource(int number, Datum properties, int style, bool json)
    {
        var escaped = Escaped(properties);
        if (json || style % 4 == 0) return $"{(json ? "" : "  - ")}{{ \"type\": \"net:core:vlan\", \"name\": \"r{number}\", \"properties\": {DatumWriter.Write(escaped, sortKeys: false, indent: json && style % 2 == 0)} }}{(json ? "" : " # flow\n")}";
        var text = new System.Text.StringBuilder($"  # resource {number}\n  - type: net:core:vlan\n    name: r{number} # its name\n    properties:\n");
        foreach (var (i, member) in escaped.Members.Index())
        {
            var isBlock = (style >> (i + 2)) % 2 == 0;
            if (!isBlock || member.Value.Kind is not (DatumKind.List or DatumKind.Map)) text.Append($"      {member.Key}: {member.Value} # inline\n");
            else text.Append($"      {member.Key}:{(member.Value.Items.Count + member.Value.Members.Count == 0 ? " " : "\n        ")}{YamlWriter.Write(member.Value).TrimEnd('\n').Replace("\n", "\n        ", StringComparison.Ordinal)}\n{(style % 3 == 0 ? "\n" : "      # after it\n")}");
        }

        return text.ToString();
    }

    private static string Script((Datum Was, Datum Is, int Style)[] all) => "Deployment(\"shop\");\n" + string.Concat(all.Index().Select(r =>
    {
        var members = r.Item.Was.Members.Select(m => $"{char.ToUpperInvariant(m.Key[0])}{m.Key[1..]} = {Code(m.Value, m.Key)}").ToArray();
        return r.Item.Style % 2 == 0 ? $"new Net.Core.Vlan(\"r{r.Index}\") {{ {string.Join(", ", members)} }};\n"
            : $"new Net.Core.Vlan(\"r{r.Index}\")\n{{\n    {string.Join(", // one\n    ", members)}{(r.Item.Style % 3 == 0 ? "," : "")} // the last\n}};\n";
    }));

    private static string Code(Datum value, string of) => value.Kind switch
    {
        DatumKind.Map when of == "tags" => $"new() {{ {string.Join(", ", value.Members.Select(m => $"[{CSharpLiterals.Quote(m.Key)}] = {Code(m.Value, "")}"))} }}",
        DatumKind.Map => $"new() {{ {string.Join(", ", value.Members.Select(m => $"{char.ToUpperInvariant(m.Key[0])}{m.Key[1..]} = {Code(m.Value, "")}"))} }}",
        DatumKind.List => $"[{string.Join(", ", value.Items.Select(i => Code(i, "")))}]",
        DatumKind.Text => CSharpLiterals.Quote(value.AsText()!),
        _ => value.ToString(),
    };

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Datum Escaped(Datum value) => value.Kind switch
    {
        DatumKind.List => Datum.ListOf(value.Items.Select(Escaped)),
        DatumKind.Map => Datum.MapOf(value.Members.Select(m => KeyValuePair.Create(m.Key, Escaped(m.Value)))),
        DatumKind.Text => Datum.Of(new Dsl.Syntax.SyntaxPrinter(n => n).Template(new Dsl.Expressions.Literal(value))),
        _ => value,
    };
}
