using McpIac.Compiler.Scripts;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>The files that documents import, each read once; relative to the file that imports them.</summary>
internal sealed class DocumentFiles(Func<string, (string? Text, Diagnostic? Problem)> read)
{
    private readonly Dictionary<string, DocumentFile?> files = new(StringComparer.Ordinal);

    public static DocumentFiles OfDisk => new(path => ScriptText.Read(path, DocumentFrontEnd.MaxBytes));

    /// <summary>The documents of a file; null when it can't be read, which is reported where it is imported.</summary>
    public DocumentFile? Read(string path, SourcePlace place, Findings findings)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            findings.Add(DocumentProblems.CannotImport(path, "no file can be called so", place));
            return null;
        }

        var full = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(place.File) ?? "", path));
        if (files.TryGetValue(full, out var known)) return known;
        files[full] = null;
        var (text, problem) = DocumentFrontEnd.Reads(full) ? read(full) : (null, null);
        if (text is null) findings.Add(DocumentProblems.CannotImport(path, problem?.Message ?? "it is no .yaml and no .json", place));
        else files[full] = new DocumentFile(DocumentFrontEnd.Documents(new SourceText(full, text), findings));
        return files[full];
    }
}

/// <summary>A file that is imported.</summary>
internal sealed class DocumentFile(IReadOnlyList<DocumentNode> documents)
{
    private ComponentLibrary? library;

    public IReadOnlyList<DocumentNode> Documents => documents;

    /// <summary>The components that its own may use. Two files may import each other; only what is made of them has to end.</summary>
    public ComponentLibrary Library(DocumentFiles files, Findings findings)
    {
        if (library is not null) return library;
        library = new ComponentLibrary();
        library.Add(documents, files, findings);
        return library;
    }
}
