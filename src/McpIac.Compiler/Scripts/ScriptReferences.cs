using System.Collections.Immutable;
using McpIac.Compiler.Packages;
using Microsoft.CodeAnalysis;

namespace McpIac.Compiler.Scripts;

/// <summary>Resolves <c>#r</c>: a dll's path relative to the file that names it, or <c>nuget: Id, Version</c>.</summary>
internal sealed class ScriptReferences(PackageResolver packages, string folder) : MetadataReferenceResolver
{
    private const string PackagePrefix = "nuget:";
    private readonly Dictionary<string, (ImmutableArray<PortableExecutableReference> References, PackageSet Set)> resolved = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> files = [];

    /// <summary>Every dll referred to, those of packages included.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>What a <c>nuget:</c> text led to, or null for one that wasn't asked for.</summary>
    public PackageSet? SetOf(string reference) => resolved.TryGetValue(reference, out var found) ? found.Set : null;

    public static bool IsPackage(string reference) => reference.TrimStart().StartsWith(PackagePrefix, StringComparison.OrdinalIgnoreCase);

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        if (resolved.TryGetValue(reference, out var before)) return before.References;
        if (!IsPackage(reference)) return ResolveFile(reference, baseFilePath, properties);
        var set = packages.Resolve(reference.Trim()[PackagePrefix.Length..]);
        var references = set.CompileFiles.Select(f => MetadataReference.CreateFromFile(f, properties)).ToImmutableArray();
        files.AddRange(set.RuntimeFiles.Except(files));
        resolved[reference] = (references, set);
        return references;
    }

    private ImmutableArray<PortableExecutableReference> ResolveFile(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        var path = Path.GetFullPath(reference, Path.GetDirectoryName(baseFilePath) is { Length: > 0 } parent ? parent : folder);
        if (!File.Exists(path)) return [];
        if (!files.Contains(path)) files.Add(path);
        return [MetadataReference.CreateFromFile(path, properties)];
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
