using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;

namespace McpIac.Schemas.Tests.Evaluation;

/// <summary>The official tests of JSON Schema 2020-12 (tests/data/json-schema-test-suite), none left out of those that are required.</summary>
public sealed class OfficialSuiteTests
{
    private const string Host = "http://localhost:1234/draft2020-12/";

    private static readonly string Root = Path.Combine(Repository.Root, "tests", "data", "json-schema-test-suite");

    private static readonly Dictionary<string, Datum> Remotes = Directory.EnumerateFiles(Path.Combine(Root, "remotes"), "*.json", SearchOption.AllDirectories)
        .ToDictionary(f => Host + Path.GetRelativePath(Path.Combine(Root, "remotes"), f).Replace('\\', '/'), Read, StringComparer.Ordinal);

    public static TheoryData<string, string, string> Required => Tests("*.json", "");

    [Theory]
    [MemberData(nameof(Required))]
    public void Required_IsJudgedAsTheSuiteSays(string file, string group, string test) => Judge(file, group, test, new SchemaOptions { Documents = Remotes });

    /// <summary>Of what is optional, the keywords, the numbers, the regular expressions, and those of the known formats that keep to their RFC to the letter.</summary>
    public static TheoryData<string, string, string> Optional => Tests("*.json", "optional");

    // .NET's regular expressions count UTF-16 units, and its clock has no leap seconds.
    private static readonly string[] Otherwise =
    [
        "Proper UTF-16 surrogate pair handling: pattern/matches empty", "Proper UTF-16 surrogate pair handling: pattern/matches two",
        "Proper UTF-16 surrogate pair handling: patternProperties/doesn't match two",
        "validation of date-time strings/a valid date-time with a leap second, UTC", "validation of date-time strings/a valid date-time with a leap second, with minus offset",
    ];

    [Theory]
    [MemberData(nameof(Optional))]
    public void Optional_IsJudgedAsTheSuiteSays(string file, string group, string test)
    {
        if (Otherwise.Contains($"{group}/{test}")) Assert.ThrowsAny<Exception>(Run);
        else Run();

        // "dependencies" is of older drafts, whose forms only programs' values are judged by.
        void Run() => Judge(file, group, test, new SchemaOptions
        {
            Documents = Remotes, AssertFormats = file.Contains("format/", StringComparison.Ordinal), OfPrograms = file.EndsWith("compatibility", StringComparison.Ordinal),
        });
    }

    private static void Judge(string file, string group, string test, SchemaOptions options)
    {
        var found = Read(Path.Combine(Root, "tests", file + ".json")).Items.First(g => g["description"]!.AsText() == group);
        var instance = found["tests"]!.Items.First(t => t["description"]!.AsText() == test);
        var (schema, problems) = JsonSchema.Compile(found["schema"]!, options);
        Assert.Empty(problems);
        var valid = instance["valid"]!.AsBoolean() == true;
        Assert.Equal(valid ? Verdict.Valid : Verdict.Invalid, schema.Evaluate(instance["data"]!));
        var broken = schema.Validate(instance["data"]!);
        Assert.Equal(valid, broken.Count == 0);
        Assert.All(broken, v => Assert.NotEqual("", v.Schema));
    }

    private static TheoryData<string, string, string> Tests(string pattern, string folder)
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "tests", folder), pattern, folder.Length == 0 ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var group in Read(file).Items)
                foreach (var test in group["tests"]!.Items) rows.Add(Path.GetRelativePath(Path.Combine(Root, "tests"), file)[..^5], group["description"]!.AsText()!, test["description"]!.AsText()!);
        }

        return rows;
    }

    private static Datum Read(string file) => DatumReader.Read(File.ReadAllText(file)).Value!;
}
