using McpIac.Compiler.Caching;
using McpIac.Compiler.Components;
using McpIac.Compiler.Conversion.CSharp;
using McpIac.Compiler.Documents;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Scripts;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Conversion;

/// <param name="Text">Null with an error.</param>
public sealed record ConversionResult(string? Text, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>A program → the same program in another language. What was written is read again, and is handed out only when it means the same as the source.</summary>
public static class ProgramConverter
{
    /// <summary>The extension of a program's file.</summary>
    public static string ExtensionOf(ProgramForm form) => form switch { ProgramForm.CSharp => ".csx", ProgramForm.Json => ".json", _ => ".yaml" };

    /// <summary>Never throws for what the source does wrong. Secret parameters needn't have values.</summary>
    public static async Task<ConversionResult> ConvertAsync(CompileRequest request, ProgramForm to, CancellationToken cancellation)
    {
        // Text of a secret must not get from a parameter's source into the program.
        request = request with { ParametersApart = ParametersApart.Secrets };
        var (catalog, broken) = ProgramCompiler.LoadCatalog(request.SchemasDirectory);
        var declared = await ProgramCompiler.DeclareAsync(request, catalog, cancellation);
        var (bound, problems) = ProgramCompiler.Bind(declared, catalog, request.ProviderInstances);
        IReadOnlyList<Diagnostic> found = [.. broken, .. problems];
        if (bound is null || declared.Deployment is null || found.Any(d => d.Severity == Severity.Error)) return new(null, found);
        if (to == ProgramForm.CSharp && declared.IsDocument && declared.Deployment.Parameters.Any(p => !p.IsSecret) && await WithParametersAsync(request, catalog, bound, cancellation) is { Text: { } open } kept)
            return new(open, [.. found, .. kept.Diagnostics]);
        var (text, said) = Write(request, to, catalog, declared, bound);
        found = [.. found, .. said];
        if (text is null || found.Any(d => d.Severity == Severity.Error)) return new(null, found);
        return await DifferenceAsync(request, to, catalog, bound, text, cancellation) is { } difference
            ? new(null, [.. found, ConversionProblems.Differs(LanguageOf(to), difference)]) : new(text, found);
    }

    /// <summary>The program of what is declared, which no program says yet.</summary>
    internal static async Task<ConversionResult> WriteAsync(CompileRequest request, ProgramForm to, Catalog catalog, DeclaredDeployment declared, CancellationToken cancellation)
    {
        var program = new DeclaredProgram(declared, SourceMap.Empty, []);
        var (bound, problems) = ProgramCompiler.Bind(program, catalog, request.ProviderInstances);
        if (bound is null || problems.Any(d => d.Severity == Severity.Error)) return new(null, problems);
        var (text, said) = Write(request, to, catalog, program, bound);
        if (text is null || said.Any(d => d.Severity == Severity.Error)) return new(null, said);
        return await DifferenceAsync(request, to, catalog, bound, text, cancellation) is { } difference ? new(null, [ConversionProblems.Differs(LanguageOf(to), difference)]) : new(text, said);
    }

    /// <summary>The part of a text of <see cref="WriteAsync"/> that declares the resources.</summary>
    internal static string ResourcesOf(string text, ProgramForm form)
    {
        var start = form switch { ProgramForm.CSharp => text.IndexOf("\n\n", StringComparison.Ordinal) + 2, ProgramForm.Yaml => text.IndexOf("resources:\n", StringComparison.Ordinal) + "resources:\n".Length, _ => 0 };
        if (form != ProgramForm.Json) return text[start..];
        return DatumWriter.Write(Datum.ListOf(DatumReader.Read(text).Value?["resources"]?.Items ?? []), sortKeys: false, indent: true) + "\n";
    }

    /// <summary>The script with the document's parameters; null where they are used in a way that it can't say.</summary>
    private static async Task<ConversionResult?> WithParametersAsync(CompileRequest request, Catalog catalog, BoundDeployment source, CancellationToken cancellation)
    {
        var program = DocumentFrontEnd.Load(request with { ParametersApart = ParametersApart.All });

        // A script's class wants values that are known.
        if (program.Deployment is { Uses.Count: > 0 }) return null;
        if (ProgramCompiler.Bind(program, catalog, request.ProviderInstances).Deployment is not { } bound || program.Deployment is not { } deployment) return null;
        var (text, problems) = new CSharpWriter(catalog, deployment, bound, program.Decisive).Write();
        if (problems.Any(p => p.Severity == Severity.Error) || await DifferenceAsync(request, ProgramForm.CSharp, catalog, source, text, cancellation) is not null) return null;
        return new(text, problems);
    }

    private static (string? Text, IReadOnlyList<Diagnostic> Problems) Write(CompileRequest request, ProgramForm to, Catalog catalog, DeclaredProgram program, BoundDeployment bound)
    {
        if (program.Deployment is not { } deployment) return (null, []);
        if (to == ProgramForm.CSharp) return new CSharpWriter(catalog, deployment, bound).Write();
        if (!program.IsDocument || Nodes(request.ProgramPath) is not { } nodes)
        {
            var (document, found) = new DocumentBuilder(deployment, LanguageOf(to)).Build();
            return (Text(document, to), found);
        }

        var (documents, problems) = new DocumentRewriter(catalog).Rewrite(nodes, deployment.Name);
        if (documents.Count > 1 && to == ProgramForm.Json)
            problems = [.. problems, ConversionProblems.Inexpressible("A component", "JSON", "a file holds one document there", nodes.First(ComponentDefinition.Is).Span.FirstLine, "Put it into a file of its own, and import that.")];
        return (string.Join("---\n", documents.Select(d => Text(d, to))), problems);
    }

    private static string Text(Datum document, ProgramForm form) =>
        form == ProgramForm.Json ? DatumWriter.Write(document, sortKeys: false, indent: true) + "\n" : YamlWriter.Write(document, "imports", "parameters", "resources", "outputs", "checks");

    private static IReadOnlyList<DocumentNode>? Nodes(string path) => ScriptText.Read(path, long.MaxValue).Text is { } text ? DocumentFrontEnd.Documents(new SourceText(path, text), new Findings()) : null;

    /// <summary>Where what was written means something else than the source.</summary>
    private static async Task<string?> DifferenceAsync(CompileRequest request, ProgramForm to, Catalog catalog, BoundDeployment source, string text, CancellationToken cancellation)
    {
        // Where the source is, because a document imports others by paths relative to itself.
        var file = Path.Combine(Path.GetDirectoryName(request.ProgramPath) ?? "", "converted" + ExtensionOf(to));
        var program = to == ProgramForm.CSharp
            ? await RunAsync(request, catalog, text, cancellation)
            : await ComponentExpansion.ExpandAsync(DocumentFrontEnd.Read(new SourceText(file, text), request.DefaultName, request.Parameters, DocumentFiles.OfDisk, ParametersApart.Secrets), request, catalog, cancellation);
        var (bound, problems) = ProgramCompiler.Bind(program, catalog, request.ProviderInstances);
        return bound is null ? string.Join(' ', problems.Where(p => p.Severity == Severity.Error).Take(1).Select(p => $"line {p.Place?.Line ?? 0}, {p.Id}: {p.Message.TrimEnd('.')}")) : Sameness.Difference(source, bound);
    }

    private static async Task<DeclaredProgram> RunAsync(CompileRequest request, Catalog catalog, string text, CancellationToken cancellation)
    {
        var (scratch, problem) = Scratch.Create();
        if (scratch is null) return DeclaredProgram.Failed(ProgramProblems.NoScratch(problem ?? ""));
        using (scratch)
        {
            var file = scratch.FileOf("infra.csx");
            await File.WriteAllTextAsync(file, text, cancellation);
            return await ProgramCompiler.DeclareAsync(request with { ProgramPath = file, NoCache = true }, catalog, cancellation);
        }
    }

    internal static string LanguageOf(ProgramForm form) => form switch { ProgramForm.CSharp => "C#", ProgramForm.Json => "JSON", _ => "YAML" };
}
