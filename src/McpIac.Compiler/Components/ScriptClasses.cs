using McpIac.Compiler.Caching;
using McpIac.Compiler.Documents;
using McpIac.Compiler.Scripts;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Components;

/// <summary>A compiled script and its components' classes.</summary>
internal sealed record ScriptClasses(string Path, ScriptFrontEnd FrontEnd, CachedProgram Entry, string Assembly, IReadOnlyList<ClassSignature> Classes)
{
    /// <summary>The class of that name, or the only one for no name; null when no document can use such a one, which is reported.</summary>
    /// <param name="place">Where it is used.</param>
    public ClassSignature? Find(string name, SourcePlace place, Findings findings)
    {
        var found = name.Length == 0 && Classes is [var only] ? only : Classes.FirstOrDefault(c => c.Name == name);
        if (found is null) findings.Add(DocumentProblems.NoClass(name, System.IO.Path.GetFileName(Path), [.. Classes.Select(c => c.Name)], place));
        else if (found.Problem is { } problem) findings.Add(DocumentProblems.NotForDocuments(name, problem, place));
        return found?.Problem is null ? found : null;
    }
}
