using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Data;
using McpIac.Schemas.Declarations;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl.Deployments;

/// <summary>
/// What resources register with as a program constructs them. One a program run; ambient, because a script has no globals type: whatever the
/// code that called <see cref="Begin"/> calls or starts records here. Thread-safe.
/// </summary>
public sealed class DeploymentRecorder
{
    private static readonly AsyncLocal<DeploymentRecorder?> Ambient = new();

    private readonly Lock gate = new();
    private readonly List<Resource> resources = [];
    private readonly List<DeclaredOutput> outputs = [];
    private readonly List<DeclaredCheck> checks = [];
    private readonly List<UseOfComponent> uses = [];
    private readonly List<Diagnostic> diagnostics = [];
    private readonly HashSet<string> components = new(StringComparer.Ordinal);
    private readonly ParameterRecord parameters;
    private readonly string defaultName;
    private string? givenName;

    private DeploymentRecorder(string defaultName, IReadOnlyDictionary<string, GivenParameter> given) => (this.defaultName, parameters) = (defaultName, new(given));

    internal static DeploymentRecorder? CurrentOrNone => Ambient.Value;

    internal static DeploymentRecorder Current => CurrentOrNone
        ?? throw new InvalidOperationException("No deployment is being recorded. Run the program with `mciacc build`, `mciacc plan` or `mciacc apply`.");

    private string Name => givenName ?? defaultName;

    /// <summary>Starts recording; resources made outside of a recording throw, with a message that says to run <c>mciacc</c>.</summary>
    /// <param name="defaultName">The deployment's name when the program doesn't call <c>Deployment("…")</c>.</param>
    /// <param name="given">Parameters' values by name.</param>
    public static DeploymentRecorder Begin(string defaultName, IReadOnlyDictionary<string, GivenParameter>? given = null) =>
        Ambient.Value = new DeploymentRecorder(defaultName, given ?? new Dictionary<string, GivenParameter>());

    /// <summary>What is wrong with parameters so far: with an error here nothing else of the run counts, since the program went on with no value.</summary>
    public IReadOnlyList<Diagnostic> ParameterProblems
    {
        get
        {
            lock (gate) return parameters.Problems();
        }
    }

    /// <summary>Lets nothing more be recorded; what was is still there to <see cref="Finish"/>.</summary>
    public void End()
    {
        if (Ambient.Value == this) Ambient.Value = null;
    }

    /// <summary>Ends recording. Properties are read now, not when the resource was constructed: its initializer runs after its constructor.</summary>
    public (DeclaredDeployment Deployment, IReadOnlyList<Diagnostic> Diagnostics) Finish()
    {
        Ambient.Value = null;
        lock (gate)
        {
            var finisher = new RecordingFinisher(Name, [.. resources], diagnostics);
            var deployment = new DeclaredDeployment(Name, [.. resources.Select(finisher.Finish)], [.. outputs.Select(finisher.Finish)])
            {
                Checks = [.. checks.Select(finisher.Finish)],
                Uses = [.. uses.Select((u, i) => finisher.Finish(u, IdOf(i)))],
                Parameters = parameters.Declared,
            };
            return (deployment, [.. diagnostics.Distinct()]);
        }
    }

    internal void Rename(string name, SourcePlace place)
    {
        lock (gate)
        {
            if (string.IsNullOrWhiteSpace(name) || Tokens.IsIn(name)) diagnostics.Add(DeclarationProblems.NameNotKnown("the deployment", place));
            else if (givenName is not null && givenName != name) diagnostics.Add(AuthoringDiagnostics.DeploymentNamedTwice(givenName, name, place));
            else givenName = name;
        }
    }

    /// <summary>The resource's urn, as far as the deployment's name is known yet.</summary>
    internal string Register(Resource resource)
    {
        lock (gate)
        {
            resources.Add(resource);
            if (IsNoName(resource.Name)) diagnostics.Add(DeclarationProblems.NameNotKnown($"this {resource.Type}", resource.Place));
            return RecordingFinisher.UrnOf(Name, resource);
        }
    }

    internal void Register(Component component, string type, string name, SourcePlace place)
    {
        lock (gate)
        {
            if (IsNoName(name)) diagnostics.Add(DeclarationProblems.NameNotKnown($"this component {type}", place));
            foreach (var option in component.Options is { } options ? WrittenOptions.OfResourcesAlone(options) : [])
                diagnostics.Add(AuthoringDiagnostics.OptionOfResources(option, type, name, place));
            var address = string.Join('/', component.Path().Select(c => Uri.EscapeDataString(c.Segment)));
            if (!components.Add(address)) diagnostics.Add(DeclarationProblems.DuplicateComponent(type, name, place));
        }
    }

    /// <summary>The use's <see cref="DeclaredUse.Id"/>.</summary>
    internal string Register(UseOfComponent use)
    {
        lock (gate)
        {
            if (IsNoName(use.Name)) diagnostics.Add(DeclarationProblems.NameNotKnown("this use of a component", use.Place));
            if (Tokens.IsIn(use.File) || Tokens.IsIn(use.Component ?? "")) diagnostics.Add(DeclarationProblems.NameNotKnown("the imported component", use.Place));
            foreach (var option in use.Options is { } options ? WrittenOptions.OfResourcesAlone(options) : [])
                diagnostics.Add(AuthoringDiagnostics.OptionOfResources(option, use.Component ?? use.File, use.Name, use.Place));
            uses.Add(use);
            return IdOf(uses.Count - 1);
        }
    }

    internal void Add(DeclaredOutput output)
    {
        lock (gate)
        {
            outputs.Add(output);
            if (IsNoName(output.Name)) diagnostics.Add(DeclarationProblems.NameNotKnown("this output", output.Place));
        }
    }

    internal void Add(DeclaredCheck check)
    {
        lock (gate)
        {
            checks.Add(check);
            if (IsNoName(check.Name)) diagnostics.Add(DeclarationProblems.NameNotKnown("this check", check.Place));
        }
    }

    /// <summary>The parameter's value; null for a secret one, and when there is none, which is reported.</summary>
    internal Datum? Declare<T>(string name, ParameterRules rules, bool isSecret, SourcePlace place)
    {
        lock (gate)
        {
            if (IsNoName(name)) diagnostics.Add(DeclarationProblems.NameNotKnown("this parameter", place));
            return parameters.Declare<T>(name, rules, isSecret, place);
        }
    }

    /// <summary>Reports what is wrong with a parameter.</summary>
    internal void Refuse(Diagnostic problem)
    {
        lock (gate) parameters.Refuse(problem);
    }

    internal void Report(Diagnostic diagnostic)
    {
        lock (gate) diagnostics.Add(diagnostic);
    }

    // No urn: those have a slash.
    private static string IdOf(int use) => "use " + use.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsNoName(string name) => name.Length == 0 || Tokens.IsIn(name);
}
