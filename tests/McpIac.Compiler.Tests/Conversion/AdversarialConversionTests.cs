using McpIac.Compiler.Conversion;
using McpIac.Compiler.Tests.Programs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Tests.Conversion;

/// <summary>Text of a document never becomes code, whatever it is.</summary>
public sealed class AdversarialConversionTests
{
    private static readonly string[] Texts =
    [
        "\"); System.Environment.Exit(7); (\"", "\\\"); throw null; //", "{System.Environment.Exit(7)}", "${", "$${x}", "{{", "}}", "{0}", "\"\"\"", "\n\"\"\"\n", "\"\"\"\"\n{{{x}}}\n", "*/ /*", "// x\ny", "#if X\n#endif\n", "@\"", "\u2028x\u2029",
        "\u0085", "\u0000", "\\u0022", "\\", "\r\n", "😀", "\ud800", "ä\n\tb\n", "new()", "new()\nnew AnyValue()\n", " \n ", "a\n  \n b", "\ufeff", "int", "a;b", "'\"`", "%s", "--- \n...", "<<", "null", "\u200fabc", "#r \"nuget: Evil, 1\"", "#load \"x.csx\"\n",
        "{x}\n}}}{{{{\n", "\"\n", "\"\"\"\"\"\"\n\"",
    ];

    [Fact]
    public async Task HostileTexts_StayTexts()
    {
        var resources = Texts.Select((t, i) => Map(
            ("type", Datum.Of("net:core:vlan")), ("name", Template(t + i)),
            ("properties", Map(("tag", Datum.Of(1L)), ("label", Template(t.Length > 20 ? t[..20] : t)), ("names", Datum.ListOf([Template(t), Datum.Of($"${{`first`.id}}{Template(t).AsText()}")])), ("tags", Map((t == "$iac" || t == "\ud800" ? "x" : t, Template(t)))))),
            ("options", Map(("replaceTrigger", Template(t))))));
        var document = Map(
            ("name", Datum.Of("t")), ("resources", Datum.ListOf(resources.Prepend(Map(("type", Datum.Of("net:core:vlan")), ("name", Datum.Of("first")), ("properties", Map(("tag", Datum.Of(1L)))))))),
            ("outputs", Datum.MapOf(Texts.Select((t, i) => KeyValuePair.Create((t == "\ud800" ? "x" : t) + i, Map(("value", Map(("k", Template(t))))))))));
        using var folder = new ProgramFolder();
        folder.Put("infra.json", document.ToString());
        var means = await folder.EmittedAsync("infra.json");
        foreach (var to in new[] { ProgramForm.CSharp, ProgramForm.Yaml, ProgramForm.Json })
        {
            var result = await folder.ConvertAsync("infra.json", to);
            Assert.True(result.Text is not null, string.Join('\n', result.Diagnostics));
            var name = "converted" + ProgramConverter.ExtensionOf(to);
            folder.Put(name, result.Text!);
            Assert.Equal(means, await folder.EmittedAsync(name));
        }

        foreach (var to in new[] { ProgramForm.Yaml, ProgramForm.Json })
        {
            var back = await folder.ConvertAsync("converted.csx", to);
            Assert.True(back.Text is not null, string.Join('\n', back.Diagnostics));
            folder.Put("back" + ProgramConverter.ExtensionOf(to), back.Text!);
            Assert.Equal(means, await folder.EmittedAsync("back" + ProgramConverter.ExtensionOf(to)));
        }
    }

    // Half a surrogate pair can only be written as an expression.
    private static Datum Template(string text) => Datum.Of(text.Contains('\ud800', StringComparison.Ordinal) ? text.Replace("\ud800", "${\"\\ud800\"}", StringComparison.Ordinal) : text.Replace("${", "$${", StringComparison.Ordinal));

    private static Datum Map(params (string Key, Datum Value)[] members) => Datum.MapOf(members.Select(m => KeyValuePair.Create(m.Key, m.Value)));
}
