using System.Reflection;
using System.Runtime.Loader;

namespace McpIac.Compiler.Children;

/// <summary>
/// Loads a program and what it references. McpIac's own assemblies stay shared with the host: a second McpIac.Dsl would have a second
/// recorder, and the program's resources would go to one that nobody reads.
/// </summary>
internal sealed class ProgramLoadContext(ChildTask task) : AssemblyLoadContext("program")
{
    /// <summary>The simple name of every bindings assembly; its file is named by what it was made from.</summary>
    public const string BindingsName = "McpIac.Bindings";

    private readonly Dictionary<string, string> references = task.References
        .GroupBy(r => r == task.Bindings ? BindingsName : Path.GetFileNameWithoutExtension(r), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);

    // A project's output folder has a deps.json beside it that knows its packages.
    private readonly AssemblyDependencyResolver? dependencies =
        File.Exists(Path.ChangeExtension(task.Assembly, ".deps.json")) ? new AssemblyDependencyResolver(task.Assembly) : null;

    public Assembly LoadProgram() => LoadFromAssemblyPath(task.Assembly);

    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name is null or "McpIac.Dsl" or "McpIac.Schemas") return null;
        if (references.TryGetValue(name.Name, out var path)) return LoadFromAssemblyPath(path);
        return dependencies?.ResolveAssemblyToPath(name) is { } found ? LoadFromAssemblyPath(found) : null;
    }

    protected override nint LoadUnmanagedDll(string name) =>
        dependencies?.ResolveUnmanagedDllToPath(name) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
}
