using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;

namespace McpIac.Compiler.Documents;

/// <summary>The components that the resources of one file may be of: those it defines and those it imports.</summary>
internal sealed class ComponentLibrary
{
    private readonly Dictionary<string, ComponentDefinition> components = new(StringComparer.Ordinal);

    /// <summary>Adds what a file's documents define and import.</summary>
    public void Add(IReadOnlyCollection<DocumentNode> documents, DocumentFiles files, Findings findings)
    {
        foreach (var document in documents.Where(ComponentDefinition.Is))
        {
            if (ComponentDefinition.Read(document, null, this, findings) is { } component) Add(component, document.Span.FirstLine, findings);
        }

        foreach (var import in documents.SelectMany(DeploymentPart.ImportsOf)) Import(import, files, findings);
    }

    public ComponentDefinition? Find(string name) => components.GetValueOrDefault(name);

    /// <summary>A name that was probably meant.</summary>
    public string? Near(string name) => Nearest.To(name, components.Keys);

    // A file with one component, under the name that the importing file gives it; or the class of that name in a script.
    private void Import(DocumentMember import, DocumentFiles files, Findings findings)
    {
        if (import.Value.Text is not { Length: > 0 } path)
        {
            findings.Add(DocumentProblems.WrongKind($"The import {import.Key}", "the path of a file", import.Value));
            return;
        }

        if (files.Read(path, import.Value.Place, findings) is not { } file) return;
        var component = file.Script is { } script ? ComponentDefinition.OfScript(import.Key, script) : file.Component(path, import.Key, import.Value.Place, files, findings);
        if (component is not null) Add(component, import.KeySpan.Place, findings);
    }

    private void Add(ComponentDefinition component, SourcePlace place, Findings findings)
    {
        if (!components.TryAdd(component.Name, component)) findings.Add(DocumentProblems.ComponentTwice(component.Name, place));
    }
}
