using System.Xml.Linq;

namespace McpIac.Architecture.Tests;

/// <summary>References point one way (docs/architecture.md, "Rooms").</summary>
public sealed class RoomReferenceTests
{
    // A room may refer to the rooms named here and to what those refer to; a new room needs a line, and a reason to give for it.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["McpIac.Schemas"] = [],
        ["McpIac.Dsl"] = ["McpIac.Schemas"],
        ["McpIac.Plans"] = ["McpIac.Dsl"],
        ["McpIac.State"] = ["McpIac.Plans"],
        ["McpIac.Engine"] = ["McpIac.Plans", "McpIac.State"],
        ["McpIac.Conformance"] = ["McpIac.Schemas", "McpIac.Engine"],
        ["McpIac.Analyzers"] = ["McpIac.Schemas"],
        ["McpIac.Analyzers.CodeFixes"] = ["McpIac.Analyzers"],
        ["McpIac.Compiler"] = ["McpIac.Plans", "McpIac.Analyzers"],
        ["McpIac.Providers"] = ["McpIac.Schemas"],
        ["McpIac.Providers.AspNetCore"] = ["McpIac.Providers"],
        ["McpIac.Providers.Local"] = ["McpIac.Providers"],
        ["McpIac.Providers.Twin"] = ["McpIac.Providers"],
        ["McpIac.Providers.Docker"] = ["McpIac.Providers"],
        ["McpIac.Providers.Postgres"] = ["McpIac.Providers"],
        ["McpIac.Generators"] = ["McpIac.Schemas"],
        ["McpIac.Sdk"] = ["McpIac.Dsl", "McpIac.Generators", "McpIac.Analyzers.CodeFixes"],
        ["McpIac.Templates"] = [],
        ["McpIac.Cli"] = ["McpIac.Compiler", "McpIac.Engine", "McpIac.Conformance", "McpIac.Providers.Docker", "McpIac.Providers.Local", "McpIac.Providers.Postgres", "McpIac.Providers.Twin"],
        ["McpIac.Testing"] = ["McpIac.Compiler", "McpIac.Engine", "McpIac.Providers.Twin"],
    };

    [Fact]
    public void EachRoom_RefersOnlyToRoomsBelowIt()
    {
        var found = Projects().ToDictionary(Name, References, StringComparer.Ordinal);
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach (var (room, references) in found) Assert.Empty(references.Except(Allowed[room]).Select(r => $"{room} → {r}"));
    }

    [Theory]
    [InlineData("Microsoft.Data.Sqlite", "McpIac.State")]
    [InlineData("Docker.DotNet", "McpIac.Providers.Docker")]
    [InlineData("Npgsql", "McpIac.State", "McpIac.Providers.Postgres")]
    [InlineData("Microsoft.CodeAnalysis.CSharp", "McpIac.Compiler", "McpIac.Generators", "McpIac.Analyzers", "McpIac.Analyzers.CodeFixes")]
    [InlineData("Microsoft.CodeAnalysis.CSharp.Workspaces", "McpIac.Analyzers.CodeFixes")]
    [InlineData("NJsonSchema", "McpIac.Cli")]
    [InlineData("Spectre.Console", "McpIac.Cli")]
    [InlineData("System.CommandLine", "McpIac.Cli")]
    [InlineData("Polly.Core", "McpIac.Engine")]
    [InlineData("YamlDotNet", "McpIac.Compiler", "McpIac.Dsl")]
    [InlineData("ModelContextProtocol.AspNetCore", "McpIac.Providers.AspNetCore")]
    [InlineData("ModelContextProtocol.Core", "McpIac.Engine", "McpIac.Providers")]
    public void Package_IsReferredToByItsRoomsAlone(string package, params string[] rooms)
    {
        var users = Projects().Where(p => XDocument.Load(p).Descendants("PackageReference").Any(r => (string?)r.Attribute("Include") == package)).Select(Name);
        Assert.Equal(rooms.Order(StringComparer.Ordinal), users.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Client_IsMadeByTheEngineAlone()
    {
        var users = Repository.Sources.Where(f => File.ReadAllText(f).Contains("McpClient.CreateAsync", StringComparison.Ordinal)).Select(Repository.Relative);
        Assert.All(users, f => Assert.StartsWith("src/McpIac.Engine/", f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("src/McpIac.Schemas")]
    [InlineData("src/McpIac.Dsl")]
    [InlineData("src/McpIac.Plans")]
    [InlineData("generators")]
    public void PureRoom_TouchesNoNetworkAndNoFiles(string folder)
    {
        string[] forbidden = ["HttpClient", "System.Net.Http", "System.Net.Sockets", "File.Read", "File.Write", "File.Open", "new FileStream", "Process.Start", "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.UtcNow"];
        var offences = Repository.Files(folder, "*.cs").SelectMany(f => forbidden.Where(File.ReadAllText(f).Contains).Select(w => $"{Repository.Relative(f)}: {w}"));
        Assert.Empty(offences);
    }

    // A template's projects are its content.
    private static IEnumerable<string> Projects() =>
        new[] { "src", "providers", "generators", "analyzers" }.SelectMany(f => Repository.Files(f, "*.csproj"))
            .Where(f => !Repository.Relative(f).Contains("/content/", StringComparison.Ordinal));

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project);

    private static string[] References(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!))];
}
