using McpIac.Compiler.Scripts;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>The files that documents import, each read once; relative to the file that imports them.</summary>
internal sealed class DocumentFiles(Func<string, (string? Text, Diagnostic? Problem)> read)
{
    private readonly Dictionary<string, DocumentFile?> files = new(StringComparer.Ordinal);

    /// <summary>All that were asked for, read or not.</summary>
    public IEnumerable<string> Paths => files.Keys;

    public static DocumentFiles OfDisk => new(path => ScriptText.Read(path, DocumentFrontEnd.MaxBytes));

    /// <summary>The documents of a file; null when it can't be read, which is reported where it is imported.</summary>
    public DocumentFile? Read(string path, SourcePlace place, Findings findings) => Read(path, Path.GetDirectoryName(place.File) ?? "", place, findings);

    /// <inheritdoc cref="Read(string, SourcePlace, Findings)"/>
    /// <param name="folder">What the path is relative to.</param>
    public DocumentFile? Read(string path, string folder, SourcePlace place, Findings findings)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            findings.Add(DocumentProblems.CannotImport(path, "no file can be called so", place));
            return null;
        }

        var full = Path.GetFullPath(Path.Combine(folder, path));
        if (files.TryGetValue(full, out var known)) return known;
        files[full] = null;
        var isScript = Path.GetExtension(full).Equals(".csx", StringComparison.OrdinalIgnoreCase);
        var (text, problem) = isScript || DocumentFrontEnd.Reads(full) ? read(full) : (null, null);
        if (text is null) findings.Add(DocumentProblems.CannotImport(path, problem?.Id == "MCI1001" ? "there is no such file" : problem?.Message ?? "it is no .yaml, no .json and no .csx", place));
        else if (isScript) files[full] = new DocumentFile([]) { Script = full };
        else files[full] = new DocumentFile(DocumentFrontEnd.Documents(new SourceText(full, text), findings));
        return files[full];
    }
}

/// <summary>A file that is imported.</summary>
internal sealed class DocumentFile(IReadOnlyList<DocumentNode> documents)
{
    private ComponentLibrary? library;

    public IReadOnlyList<DocumentNode> Documents => documents;

    /// <summary>Its path, when it is no document but a script, which is compiled when something uses it.</summary>
    public string? Script { get; init; }

    /// <summary>The one component that it defines; null when there isn't just one, which is reported.</summary>
    /// <param name="path">The file, as it is imported.</param>
    /// <param name="name">What the component is called there; null for its own name.</param>
    public ComponentDefinition? Component(string path, string? name, SourcePlace place, DocumentFiles files, Findings findings)
    {
        DocumentNode[] defining = [.. documents.Where(ComponentDefinition.Is)];
        if (defining.Length == 1) return ComponentDefinition.Read(defining[0], name, Library(files, findings), findings);
        findings.Add(DocumentProblems.NoComponent(path, defining.Length, place));
        return null;
    }

    /// <summary>The components that its own may use. Two files may import each other; only what is made of them has to end.</summary>
    public ComponentLibrary Library(DocumentFiles files, Findings findings)
    {
        if (library is not null) return library;
        library = new ComponentLibrary();
        library.Add(documents, files, findings);
        return library;
    }
}
