using McpIac.Compiler.Children;
using McpIac.Dsl;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Bindings;

/// <summary>
/// What the C# script support of editors needs to complete and check a <c>.csx</c>: the bindings with their documentation, the library beside them, and a
/// response file that names both with the usings every program gets.
/// </summary>
public static class EditorBindings
{
    public const string ResponseFile = "mciacc.rsp";

    /// <summary>Writes into <paramref name="folder"/>, which is made when needed. Throws only what the file system does.</summary>
    /// <returns>The files, and what couldn't be compiled.</returns>
    public static (IReadOnlyList<string> Files, IReadOnlyList<Diagnostic> Diagnostics) Write(Catalog catalog, string folder, CancellationToken cancellation)
    {
        using var documentation = new MemoryStream();
        var (assembly, diagnostics) = BindingsCompiler.Compile(BindingsWriter.Write(catalog), cancellation, documentation);
        Directory.CreateDirectory(folder);
        var bindings = Path.Combine(folder, ProgramLoadContext.BindingsName);
        File.WriteAllBytes(bindings + ".dll", assembly);
        File.WriteAllBytes(bindings + ".xml", documentation.ToArray());
        string[] libraries = [.. new[] { typeof(Authoring), typeof(Catalog) }.Select(t => t.Assembly.Location).Where(File.Exists)];
        string[] beside = [.. libraries.Concat(libraries.Select(l => Path.ChangeExtension(l, ".xml")).Where(File.Exists))];
        foreach (var library in beside) File.Copy(library, Path.Combine(folder, Path.GetFileName(library)), overwrite: true);
        var references = libraries.Select(l => Path.Combine(folder, Path.GetFileName(l))).Prepend(bindings + ".dll");
        var response = Path.Combine(folder, ResponseFile);
        File.WriteAllLines(response, [.. references.Select(r => $"/r:\"{r}\""), .. Usings.All.Select(u => $"/u:{u}")]);
        return ([bindings + ".dll", bindings + ".xml", .. beside.Select(b => Path.Combine(folder, Path.GetFileName(b))), response], diagnostics);
    }
}
