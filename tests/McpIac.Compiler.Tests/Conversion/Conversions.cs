using McpIac.Compiler.Conversion;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Tests.Programs;
using McpIac.Plans.Binding;

namespace McpIac.Compiler.Tests.Conversion;

/// <summary>Programs of a folder, converted as the tool would.</summary>
internal static class Conversions
{
    public static Task<ConversionResult> ConvertAsync(this ProgramFolder folder, string program, ProgramForm to) => ProgramConverter.ConvertAsync(
        new CompileRequest(Path.Combine(folder.Root, program), Path.Combine(folder.Root, "schemas"), folder.Cache, ProgramFolder.Child, folder.TimeLimit) { Parameters = folder.Parameters }, to, TestContext.Current.CancellationToken);

    /// <summary>What a program means, in its canonical form.</summary>
    public static async Task<string> EmittedAsync(this ProgramFolder folder, string program)
    {
        var result = await folder.CompileAsync(program);
        Assert.True(result.Deployment is not null, $"{folder.Lines(result)}\n{await File.ReadAllTextAsync(Path.Combine(folder.Root, program), TestContext.Current.CancellationToken)}");
        return BoundDeploymentJson.Write(result.Deployment!).ToString();
    }

    /// <summary>A source's text in another language.</summary>
    public static async Task<string> ConvertedAsync(string source, string program, ProgramForm to)
    {
        using var folder = new ProgramFolder();
        folder.Put(program, source);
        var result = await folder.ConvertAsync(program, to);
        Assert.Empty(result.Diagnostics.Select(d => d.ToString()));
        return Assert.IsType<string>(result.Text);
    }

    /// <summary>The diagnostics of a conversion, a line each: <c>line ID message remedy</c>.</summary>
    public static async Task<string> ProblemsAsync(string source, string program, ProgramForm to)
    {
        using var folder = new ProgramFolder();
        folder.Put(program, source);
        var result = await folder.ConvertAsync(program, to);
        if (result.Diagnostics.Any(d => d.Severity == Schemas.Diagnostics.Severity.Error)) Assert.Null(result.Text);
        return string.Join('\n', result.Diagnostics.Select(d => $"{d.Place?.Line} {d.Id} {d.Message} {d.Remedy}".Trim()));
    }
}
