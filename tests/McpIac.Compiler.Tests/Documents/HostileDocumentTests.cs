using System.Text;
using McpIac.Compiler.Tests.Programs;

namespace McpIac.Compiler.Tests.Documents;

/// <summary>Whatever a file holds, it is a deployment or a diagnostic with a place, in bounded time and memory.</summary>
public sealed class HostileDocumentTests
{
    private const int Megabyte = 1 << 20;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ": ", "- ", "-", "\"", "'", "${", "$${", "}", "&a ", "*a", "!x ", "|", ">", "#", "%", "@", "`", "?", ",", "\n", "\n  ", "\t", "\\", "\\u12", "<<: ",
        "---", "...", "\u0000", "\u2028", "\ud83d\ude00", "\ufeff", "name", "type", "resources", "net:core:vlan", "1e999", "0x", "~", "[for a in b : ", "let a = ", "? :", "/*", "//",
    ];

    // What is short enough to be repeated to a megabyte.
    public static TheoryData<string> Repeated => [.. Pieces, "a", "a: ", "{a: ", "[[", "- - ", "${a(", "\"${", "{\"a\":", "[1,", "? - ", "&a [*a, ", "name: a\n", "a: {b: [\n"];

    [Theory, MemberData(nameof(Repeated))]
    public void AMegabyteOfOneThing_IsADiagnostic(string piece)
    {
        var text = new StringBuilder().Insert(0, piece, Megabyte / piece.Length).ToString();
        foreach (var file in new[] { "infra.yaml", "infra.json" }) AssertBound(text, file);
        AssertBound($"resources:\n- type: net:core:vlan\n  name: a\n  properties:\n    tag: 1\n    label: \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n", "infra.yaml");
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("{\"a\":", "}")]
    [InlineData("\"${", "}\"")]
    [InlineData("- ", "")]
    public void TenThousandLevels_AreADiagnostic(string open, string close)
    {
        var text = new StringBuilder().Insert(0, open, 10_000).Append('1').Insert(10_000 * open.Length + 1, close, 10_000).ToString();
        foreach (var file in new[] { "infra.yaml", "infra.json" }) Assert.NotEmpty(AssertBound(text, file));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("!", "")]
    [InlineData("upper(", ")")]
    [InlineData("a ? ", " : b")]
    public void TenThousandLevelsOfAnExpression_AreADiagnostic(string open, string close)
    {
        var expression = string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000));
        Assert.Contains("MCI110", AssertBound($"outputs: {{x: '${{{expression}}}'}}", "infra.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void BillionLaughs_AreADiagnostic()
    {
        var text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (var i = 1; i < 12; i++) text.Append($"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}]\n");
        Assert.Contains("MCI1207", AssertBound(text + "resources: [*a11]", "infra.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: &a [*a]")]
    [InlineData("resources: &r\n- *r")]
    [InlineData("resources: []\noutputs: &o {<<: *o}")]
    public void AnchorInItself_IsADiagnostic(string text) => Assert.NotEmpty(AssertBound(text, "infra.yaml"));

    [Theory]
    [InlineData("infra.yaml")]
    [InlineData("infra.json")]
    public async Task BytesThatAreNotUtf8_AreADiagnosticAtTheirLine(string file)
    {
        using var program = new ProgramFolder();
        program.Put(file, [.. "{\n\"name\": \""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8]);
        Assert.StartsWith($"{file}:2 error MCI1002 {file} can't be read: line 2 isn't UTF-8.", program.Lines(await program.CompileAsync(file)), StringComparison.Ordinal);
    }

    /// <summary>MCIACC_FUZZ_CASES says how many; an hour's worth is some 3,000,000.</summary>
    [Fact]
    public void MutatedDocuments_NeverThrow()
    {
        var cases = int.TryParse(Environment.GetEnvironmentVariable("MCIACC_FUZZ_CASES"), out var asked) ? asked : 20_000;
        string[] seeds =
        [
            "parameters:\n  n: { type: integer, default: 2, maximum: 9 }\nresources:\n- type: net:core:vlan\n  name: a-${n}\n  properties: { tag: 5, rules: [{port: 80, note: \"x ${n}\"}], tags: {a: b} }\n"
                + "- type: net:core:route\n  for: ${range(1, n)}\n  as: routes\n  if: ${each.value > 1}\n  name: r-${each.value}\n  dependsOn: [a-2]\n  properties: { vlan: \"${a-2.id}\" }\n"
                + "outputs:\n  x: ${[for r in routes : \"${r.gateway}:80\" if true]}\n  y: { value: 1, secret: true }\n",
            "{ \"name\": \"p\", \"resources\": [ { \"type\": \"net:core:vlan\", \"name\": \"a\", \"properties\": { \"tag\": 5, \"label\": \"${net:core:vlan:a.id}\" } } ], \"outputs\": { \"u\": \"${a.tag * 2 + 1}\" } }",
            "apiVersion: iac.mcp/v1\nkind: Deployment\nmetadata: &m\n  name: x\nspec:\n  resources:\n  - &v { type: net:core:vlan, name: a, properties: { tag: 1 } }\n  - { <<: *v, name: b }\n---\nspec: |\n  text\n   more\n",
        ];
        var random = new Random(20261126);
        for (var i = 0; i < cases; i++)
        {
            var text = Mutated(seeds[i % seeds.Length], random);
            try
            {
                AssertBound(text, random.Next(3) == 0 ? "infra.json" : "infra.yaml");
            }
            catch (Exception exception)
            {
                Assert.Fail($"case {i}: {exception}\n{text}");
            }
        }
    }

    private static string Mutated(string seed, Random random)
    {
        var text = new StringBuilder(seed);
        for (var n = random.Next(1, 6); n > 0; n--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(12), text.Length - at);
            switch (random.Next(4))
            {
                case 0: text.Remove(at, length); break;
                case 1: text.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
                case 2: text.Insert(random.Next(text.Length + 1), text.ToString(at, length)); break;
                default: text.Remove(at, length).Insert(at, Pieces[random.Next(Pieces.Length)]); break;
            }
        }

        return text.ToString();
    }

    /// <summary>The diagnostics, each with a place in the text.</summary>
    private static string AssertBound(string text, string file)
    {
        var (deployment, diagnostics) = Doc.Bind(text, file);
        Assert.True(deployment is not null || diagnostics.Count > 0);
        Assert.All(diagnostics, d => Assert.True(d.Place is { Line: >= 0, Column: >= 0 } && d.Message.Length < 4_000, d.Id));
        return string.Join('\n', diagnostics.Select(d => d.Id));
    }
}
