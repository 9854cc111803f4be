using System.Runtime.CompilerServices;
using McpIac.Compiler.Externals;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Settings;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Diagnostics;
using McpIac.Testing.Programs;

namespace McpIac.Testing;

/// <summary>Where tests of infrastructure begin: what a program declares, checked against the snapshots as <c>mciacc build</c> does. No provider is contacted.</summary>
public static class DeploymentTest
{
    /// <summary>Builds a program: a <c>.csx</c>, a <c>.csproj</c>, a <c>.yaml</c> or a <c>.json</c>.</summary>
    /// <param name="program">Its path; a relative one is looked for from the test's source file upwards, then from its binaries.</param>
    /// <param name="configure">Parameters, environment, snapshots.</param>
    /// <param name="source">Filled in by the compiler.</param>
    /// <returns>What is wrong with the program is in <see cref="BuiltDeployment.Diagnostics"/>; it never throws for that.</returns>
    public static async Task<BuiltDeployment> BuildAsync(string program, Action<TestOptions>? configure = null, [CallerFilePath] string source = "")
    {
        var (request, problems) = Request(TestFiles.Program(program, source), configure, source);
        if (HasError(problems)) return BuiltDeployment.Failed(problems);
        return BuiltDeployment.Of(await ProgramCompiler.CompileAsync(request, CancellationToken.None), problems);
    }

    /// <summary>Records the resources and outputs that <paramref name="program"/> declares in this process, and builds them.</summary>
    /// <param name="configure">Parameters, environment, snapshots; relative to the test's source file.</param>
    /// <param name="source">Filled in by the compiler.</param>
    /// <exception cref="Exception">What <paramref name="program"/> throws, unless a parameter without a usable value is why.</exception>
    public static BuiltDeployment Run(Action program, Action<TestOptions>? configure = null, [CallerFilePath] string source = "")
    {
        var here = Path.Combine(TestFiles.Here(source), Path.GetFileName(source));
        var (request, problems) = Request(here, configure, source);
        if (HasError(problems)) return BuiltDeployment.Failed(problems);
        var (declared, found) = Record(program, request);

        // Nothing of it waits: files are read as they are, and the rest is at hand.
        return declared is null ? BuiltDeployment.Failed([.. problems, .. found])
            : BuiltDeployment.Of(ProgramCompiler.CompileAsync(declared, found, request, CancellationToken.None).GetAwaiter().GetResult(), problems);
    }

    private static (DeclaredDeployment? Declared, IReadOnlyList<Diagnostic> Found) Record(Action program, CompileRequest request)
    {
        var recorder = DeploymentRecorder.Begin(request.DefaultName, request.Parameters);
        try
        {
            program();
        }
        catch (Exception) when (recorder.ParameterProblems.Count > 0)
        {
            // The program went on without a value; that is what there is to mend.
        }
        finally
        {
            // Also when the program fails: what the test declares after that isn't part of it.
            recorder.End();
        }

        return recorder.ParameterProblems is { Count: > 0 } wrong ? (null, wrong) : recorder.Finish();
    }

    private static (CompileRequest Request, IReadOnlyList<Diagnostic> Problems) Request(string program, Action<TestOptions>? configure, string source)
    {
        var options = new TestOptions();
        configure?.Invoke(options);
        var folder = Path.GetDirectoryName(program) ?? ".";
        var (settings, problems) = SettingsFile.Load(folder);
        if (options.Environment is { } environment && !settings.Environments.ContainsKey(environment)) problems = [.. problems, SettingsProblems.NoSuchEnvironment(environment, settings)];
        var own = settings.In(options.Environment);
        var parameters = own.Parameters.ToDictionary(p => p.Key, p => p.Value.Value, StringComparer.Ordinal);
        foreach (var (name, value) in options.Parameters) parameters[name] = new GivenParameter(null, DotNetValue.ToDatum(value), "the test", IsAsked: true);
        var data = Path.Combine(folder, ".mciacc");
        var schemas = options.Schemas is { } given ? TestFiles.Folder(given, source) : TestFiles.SchemasOf(folder);
        var request = new CompileRequest(program, schemas, Path.Combine(data, "cache"), ProgramChild.Command(), options.TimeLimit)
        {
            Parameters = parameters,
            ProviderInstances = own.Instances,
            Externals = new TestExternals(options, new AssetSource(folder, Path.Combine(data, "assets"), checkOnly: false)),
        };
        return (settings.Name is { Length: > 0 } called ? request with { DefaultName = called } : request, problems);
    }

    private static bool HasError(IEnumerable<Diagnostic> problems) => problems.Any(p => p.Severity == Severity.Error);
}
