using McpIac.Compiler.Binding;
using McpIac.Compiler.Caching;
using McpIac.Compiler.Components;
using McpIac.Compiler.Documents;
using McpIac.Compiler.Externals;
using McpIac.Compiler.Mappings;
using McpIac.Compiler.Parameters;
using McpIac.Compiler.Projects;
using McpIac.Compiler.Scripts;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Parameters;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Compiler.Programs;

/// <param name="ProgramPath">Absolute; a <c>.csx</c>, a <c>.csproj</c>, a <c>.yaml</c> or a <c>.json</c>.</param>
/// <param name="SchemasDirectory">Absolute; its <c>*.mcp.json</c> are the snapshots.</param>
/// <param name="CacheDirectory">Where bindings and models are cached; created when needed. If it can't be written, everything still works, uncached.</param>
/// <param name="ChildCommand">The argument list that starts a program's process; <c>__run-script …</c> is appended.</param>
/// <param name="TimeLimit">How long the program may run.</param>
/// <param name="NoCache">Compile and run even when nothing changed.</param>
public sealed record CompileRequest(
    string ProgramPath, string SchemasDirectory, string CacheDirectory, IReadOnlyList<string> ChildCommand, TimeSpan TimeLimit, bool NoCache = false)
{
    /// <summary>Other servers of providers that resources can ask for, by name, with the name of the provider each is one of.</summary>
    public IReadOnlyDictionary<string, string> ProviderInstances { get; init; } = new Dictionary<string, string>();

    /// <summary>Which parameters of documents stay externals; secret ones of C# are it until the program was read.</summary>
    internal ParametersApart ParametersApart { get; init; }

    /// <summary>Values of the program's parameters, by name.</summary>
    public IReadOnlyDictionary<string, GivenParameter> Parameters { get; init; } = new Dictionary<string, GivenParameter>();

    /// <summary>What stands for values that are no part of the program; without it they stay unknown.</summary>
    public IExternalSource? Externals { get; init; }

    /// <summary>The deployment's name when the program gives none: the settings', else the program's folder's.</summary>
    public string DefaultName
    {
        get => field ?? (Path.GetFileName(Path.GetDirectoryName(ProgramPath)) is { Length: > 0 } folder ? folder : "deployment");
        init;
    }
}

/// <param name="Deployment">Null when a diagnostic is an error.</param>
/// <param name="FromCache">True when the program was neither compiled nor run.</param>
public sealed record CompileResult(Catalog Catalog, BoundDeployment? Deployment, IReadOnlyList<Diagnostic> Diagnostics, bool FromCache)
{
    /// <summary>The files that, with the snapshots and the parameters, all of it comes from; null when it comes of more: of secrets, of other deployments, of a run that may go otherwise.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>The parameters that the program declares; none when it couldn't be read or run to its end.</summary>
    public IReadOnlyList<DeclaredParameter> Parameters { get; init; } = [];
}

/// <summary>Program → bound deployment: snapshots, front end, binder.</summary>
public static class ProgramCompiler
{
    private const int MostOfAMessage = 2_000;

    /// <summary>Never throws for what a user or a snapshot does wrong. Diagnostics come in the order of their places.</summary>
    public static async Task<CompileResult> CompileAsync(CompileRequest request, CancellationToken cancellation)
    {
        var loading = Task.Run(() => LoadCatalog(request.SchemasDirectory), cancellation);

        // What is wrong with a document doesn't depend on the catalog, so one is read while the other is.
        var document = IsDocument(request) ? DocumentFrontEnd.Load(request) : null;
        var (catalog, diagnostics) = await loading;
        var program = document is null ? await DeclareAsync(request, catalog, cancellation) : await ComponentExpansion.ExpandAsync(document, request, catalog, cancellation);
        return await FinishAsync(program, request, catalog, diagnostics, cancellation);
    }

    /// <summary>The same of what a recorder has already: declarations that were run in this process. The request's program is where they stand.</summary>
    /// <param name="found">What was wrong with the declarations so far.</param>
    public static async Task<CompileResult> CompileAsync(DeclaredDeployment declared, IReadOnlyList<Diagnostic> found, CompileRequest request, CancellationToken cancellation)
    {
        var (catalog, diagnostics) = LoadCatalog(request.SchemasDirectory);
        var program = await ComponentExpansion.ExpandAsync(new DeclaredProgram(declared, SourceMap.Empty, found), request, catalog, cancellation);
        return await FinishAsync(program, request, catalog, diagnostics, cancellation);
    }

    private static async Task<CompileResult> FinishAsync(
        DeclaredProgram program, CompileRequest request, Catalog catalog, IReadOnlyList<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        program = SecretParameters.Put(program, request.Parameters);
        program = program with { Diagnostics = [.. program.Diagnostics.Select(d => d with { Place = program.Map.Call(d.Place) })] };
        var hasExternals = ExternalValues.Has(program, catalog);
        var inputs = hasExternals ? null : program.Inputs;
        IReadOnlyList<Diagnostic> missing = [];
        if (hasExternals && request.Externals is { } source) (program, missing) = await ExternalValues.PutAsync(program, source, catalog, cancellation);
        var (bound, problems) = Bind(program, catalog, request.ProviderInstances);
        diagnostics = [.. diagnostics, .. problems, .. missing];
        if (bound is not null && hasExternals && request.Externals is { } peeked && await ExternalValues.PeekAsync(program, peeked, catalog, cancellation) is { } filled)
            diagnostics = [.. diagnostics, .. Bind(filled, catalog, request.ProviderInstances).Diagnostics.Except(problems)];
        if (program.Deployment is { Resources.Count: 0, Outputs.Count: 0, Checks.Count: 0 } && problems.All(d => d.Severity != Severity.Error)) diagnostics = [.. diagnostics, ProgramProblems.NothingDeclared(request.ProgramPath)];
        if (diagnostics.Any(d => d.Severity == Severity.Error)) bound = null;
        return new CompileResult(catalog, bound, InOrder(diagnostics), program.FromCache) { Parameters = program.Deployment?.Parameters ?? [], Inputs = inputs };
    }

    /// <summary>Binds what a front end read; its diagnostics and the binder's, in the order of their places.</summary>
    internal static (BoundDeployment? Deployment, IReadOnlyList<Diagnostic> Diagnostics) Bind(
        DeclaredProgram program, Catalog catalog, IReadOnlyDictionary<string, string>? instances = null)
    {
        // A program that failed has declared who knows how much. Of a document everything is known but what is wrong.
        var failed = program.Diagnostics.Any(d => d.Severity == Severity.Error);
        if (program.Deployment is not { } declared || failed && !program.IsDocument) return (null, InOrder(program.Diagnostics));
        var (bound, problems) = Binder.Bind(declared, catalog, program.Map, instances);
        return (failed ? null : bound, InOrder([.. program.Diagnostics, .. problems.Where(p => !IsSaid(p, program.Diagnostics) && !(failed && Follows(p, program.Diagnostics)))]));
    }

    /// <summary>The catalog alone, for commands that need no program.</summary>
    /// <param name="pattern">Which files of the folder are snapshots.</param>
    public static (Catalog Catalog, IReadOnlyList<Diagnostic> Diagnostics) LoadCatalog(string schemasDirectory, string pattern = SnapshotFiles.Pattern)
    {
        var (sources, unread) = SnapshotFiles.Read(schemasDirectory, pattern);
        var (catalog, diagnostics) = CatalogLoader.Load(sources);
        return (catalog, [.. unread, .. diagnostics, .. MappingFile.Stale(catalog, schemasDirectory)]);
    }

    private static bool IsDocument(CompileRequest request) => DocumentFrontEnd.Reads(request.ProgramPath) && File.Exists(request.ProgramPath);

    /// <summary>What a program declares, what components of other files make among it; secret parameters not yet put in.</summary>
    internal static async Task<DeclaredProgram> DeclareAsync(CompileRequest request, Catalog catalog, CancellationToken cancellation)
    {
        if (!File.Exists(request.ProgramPath) && !Directory.Exists(request.ProgramPath)) return DeclaredProgram.Failed(ProgramProblems.Missing(request.ProgramPath));
        if (DocumentFrontEnd.Reads(request.ProgramPath)) return await ComponentExpansion.ExpandAsync(DocumentFrontEnd.Load(request), request, catalog, cancellation);
        var (scratch, problem) = Scratch.Create();
        if (scratch is null) return DeclaredProgram.Failed(ProgramProblems.NoScratch(problem ?? ""));
        using (scratch)
        {
            var program = Path.GetExtension(request.ProgramPath).ToLowerInvariant() switch
            {
                ".csx" => await new ScriptFrontEnd(request, catalog, scratch, cancellation).LoadAsync(),
                ".csproj" => await new ProjectFrontEnd(request, catalog, scratch, cancellation).LoadAsync(),
                _ => DeclaredProgram.Failed(ProgramProblems.UnknownKind(request.ProgramPath)),
            };
            return await ComponentExpansion.ExpandAsync(program, request, catalog, cancellation);
        }
    }

    // The compiler warns of what is deprecated where it can; the binder of all of it.
    private static bool IsSaid(Diagnostic problem, IEnumerable<Diagnostic> before) =>
        problem.Severity != Severity.Error && before.Any(b => b.Id == problem.Id && b.Place?.File == problem.Place?.File && b.Place?.Line == problem.Place?.Line);

    // What couldn't be read is missing, and what stands on a line with a mistake may be the same one again.
    private static bool Follows(Diagnostic problem, IEnumerable<Diagnostic> before) =>
        problem.Id is BindingProblems.Missing or BindingProblems.Dangling || before.Any(b => b.Severity == Severity.Error && b.Place?.File == problem.Place?.File && b.Place?.Line == problem.Place?.Line);

    // A name or a value that a message quotes may be of any length.
    private static Diagnostic Shortened(Diagnostic diagnostic) => diagnostic.Message.Length <= MostOfAMessage ? diagnostic
        : diagnostic with { Message = $"{diagnostic.Message[..(MostOfAMessage / 2)]} … {diagnostic.Message[^(MostOfAMessage / 4)..]}" };

    private static IReadOnlyList<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.Select(Shortened).OrderBy(d => d.Place?.File, StringComparer.Ordinal).ThenBy(d => d.Place?.Line ?? 0).ThenBy(d => d.Place?.Column ?? 0),
    ];
}
