using Microsoft.CodeAnalysis.CSharp;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI3112, on a library that can protect.</summary>
public sealed class StatefulUnprotectedTests
{
    private const string Library = """
        namespace McpIac.Dsl
        {
            public abstract class Resource { protected Resource(string name, ResourceOptions options) { } }
            public sealed class ResourceOptions { public bool? Protect { get; init; } public object Parent { get; init; } }
            public sealed class SchemaTypeAttribute(string token) : System.Attribute;
            public sealed class StatefulAttribute : System.Attribute;
            [SchemaType("x:y:db"), Stateful] public sealed class Db(string name, ResourceOptions options = null) : Resource(name, options);
            [SchemaType("x:y:web")] public sealed class Web(string name, ResourceOptions options = null) : Resource(name, options);
        }
        """;

    [Theory]
    [InlineData("""new Db("a");""", "a holds data, which is gone when it is deleted or replaced, and it isn't protected.")]
    [InlineData("""new Db("a", new());""", "a holds data, which is gone when it is deleted or replaced, and it isn't protected.")]
    [InlineData("""new Db("a", new() { Protect = true });""", null)]
    [InlineData("""new Db("a", new() { Protect = args.Length > 0 });""", null)]
    [InlineData("""var options = new ResourceOptions { Protect = true }; new Db("a", options);""", null)]
    [InlineData("""new Db("a", new() { Protect = false });""", null)]
    [InlineData("""new Db("a", new() { Parent = args });""", null)]
    [InlineData("""new Web("a");""", null)]
    public void StatefulResource_IsReportedUnlessProtected(string program, string? expected)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var tree = CSharpSyntaxTree.ParseText("using McpIac.Dsl;\n" + program, Hosts.Bindings.ParseOptions, "Program.cs", cancellationToken: cancellation);
        var library = CSharpSyntaxTree.ParseText(Library, Hosts.Bindings.ParseOptions, "Library.cs", cancellationToken: cancellation);
        var compilation = CSharpCompilation.Create("Program", [tree, library], Hosts.Bindings.Platform.Where(r => r.Display?.Contains("McpIac", StringComparison.Ordinal) != true),
            new(Microsoft.CodeAnalysis.OutputKind.ConsoleApplication));
        Assert.Empty(compilation.GetDiagnostics(cancellation).Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        var found = ProgramCheck.Of(compilation, [tree], [], cancellation).Where(d => d.Id == "MCI3112").Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(expected is null ? [] : [expected + " Give it new ResourceOptions { Protect = true }."], found);
    }
}
