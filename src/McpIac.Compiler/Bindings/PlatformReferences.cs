using McpIac.Dsl.Deployments;
using McpIac.Schemas.Catalogs;
using Microsoft.CodeAnalysis;

namespace McpIac.Compiler.Bindings;

/// <summary>
/// The assemblies programs are compiled against: the runtime's own, since a published tool's machine needs no reference pack.
/// Reading all of them costs a third of a small script's compile time, so a few come first and the whole set only when a name isn't found.
/// </summary>
internal static class PlatformReferences
{
    private static readonly string[] Usual =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Linq", "System.Linq.Expressions", "System.Console",
        "System.Private.Uri", "System.Net.Primitives", "System.Text.RegularExpressions",
    ];

    public static IReadOnlyList<MetadataReference> Few { get; } = [.. Load(Usual.Contains), .. Own()];

    public static IReadOnlyList<MetadataReference> All => [.. Load(_ => true), .. Own()];

    private static IEnumerable<MetadataReference> Load(Func<string, bool> wanted) =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(p => Path.GetFileNameWithoutExtension(p) is var name && IsPlatform(name) && wanted(name))
        .Select(p => MetadataReference.CreateFromFile(p));

    // The list also names the tool's own libraries, which programs can't use.
    private static bool IsPlatform(string name) =>
        name is "netstandard" or "mscorlib" or "System" or "WindowsBase" or "Microsoft.CSharp" || name.StartsWith("System.", StringComparison.Ordinal)
        && name is not ("System.CommandLine" or "System.Reactive") || name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal);

    private static IEnumerable<MetadataReference> Own() =>
        new[] { typeof(DeclaredDeployment), typeof(Catalog) }.Select(t => MetadataReference.CreateFromFile(t.Assembly.Location));
}
