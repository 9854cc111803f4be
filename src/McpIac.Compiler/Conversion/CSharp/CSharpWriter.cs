using System.Globalization;
using System.Text;
using McpIac.Compiler.Documents;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Plans.Binding;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Conversion.CSharp;

/// <summary>
/// A deployment → the script that declares it: a statement for each resource, each after those that it refers to, in the source's order else. Values are the bound ones, because
/// C# wants them of the kind that the schema has.
/// </summary>
internal sealed class CSharpWriter
{
    private readonly DeclaredDeployment declared;
    private readonly BoundDeployment bound;
    private readonly Dictionary<string, DeclaredResource> byUrn;
    private readonly Dictionary<string, (string Variable, GeneratedClass Class)> resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Variable, CSharpType.Scalar Type)> parameters = new(StringComparer.Ordinal);
    private readonly HashSet<string> used;
    private readonly DeclaredParameter[] written, taken;
    private readonly bool isApart;

    // How many resources are written in one place, where that is a loop.
    private readonly Dictionary<SourcePlace, int> loops;
    private readonly List<Diagnostic> problems = [];
    private readonly StringBuilder text = new();
    private readonly CSharpExpressions expressions;

    /// <param name="decisive">Parameters whose values decided which resources there are; null when no value names a parameter that isn't secret.</param>
    public CSharpWriter(Catalog catalog, DeclaredDeployment declared, BoundDeployment bound, IReadOnlySet<string>? decisive = null)
    {
        (this.declared, this.bound, isApart) = (declared, bound, decisive is not null);
        loops = declared.Resources.Select(r => r.Place).OfType<SourcePlace>().CountBy(p => p).Where(p => p.Value > 1).ToDictionary();
        var values = bound.Resources.SelectMany(r => r.Properties.Values.Concat(r.Existing is { } id ? [id] : []).Concat(r.Options.ReplaceTrigger is { } trigger ? [trigger] : [])).Concat(bound.Outputs.Select(o => o.Value)).Concat(bound.Checks.SelectMany(Values));
        HashSet<string> named = [.. values.SelectMany(References.Parts).OfType<External>().Where(e => e.Kind == DocumentParameter.Open).Select(e => e.Path[0])];
        written = [.. declared.Parameters.Where(p => p.IsSecret || named.Contains(p.Name))];
        taken = [.. declared.Parameters.Where(p => !p.IsSecret && (!named.Contains(p.Name) || decisive?.Contains(p.Name) == true))];
        byUrn = declared.Resources.DistinctBy(r => r.Urn, StringComparer.Ordinal).ToDictionary(r => r.Urn, StringComparer.Ordinal);
        used = [.. bound.Resources.SelectMany(r => r.Dependencies), .. bound.Resources.Select(r => r.Options.Hook?.Of).OfType<string>(), .. bound.Resources.Where(r => r.Options.Postconditions.Count > 0).Select(r => r.Urn), .. bound.Outputs.Select(o => o.Value).Concat(bound.Checks.SelectMany(Values)).SelectMany(References.Of).Select(r => r.Urn)];
        var types = TypeNames.Of(catalog.Types.Concat(catalog.Providers.SelectMany(p => p.Gone)).Select(t => t.Token));
        var names = new VariableNames(types.Values.Select(t => t.Namespace.Split('.')[0]));
        foreach (var parameter in written) parameters[parameter.Name] = (names.Take(parameter.Name), ParameterCode.TypeOf(parameter));
        var classes = new Dictionary<string, GeneratedClass>(StringComparer.Ordinal);
        foreach (var resource in bound.Resources)
        {
            if (!classes.TryGetValue(resource.Type.Token, out var made)) classes[resource.Type.Token] = made = GeneratedClass.Of(resource.Type, types[resource.Type.Token]);
            resources[resource.Urn] = (used.Contains(resource.Urn) ? names.Take(resource.Name) : "", made);
        }

        expressions = new CSharpExpressions(resources, parameters);
    }

    public (string Text, IReadOnlyList<Diagnostic> Problems) Write()
    {
        text.Append(CultureInfo.InvariantCulture, $"Deployment({CSharpLiterals.Quote(declared.Name)});\n");
        if (taken is [var first, ..]) problems.Add(isApart ? ConversionProblems.ValuesDecide(taken.Select(p => p.Name), first.Place) : ConversionProblems.ValuesTaken(taken.Select(p => p.Name), first.Place));
        foreach (var parameter in written) Parameter(parameter);
        if (bound.Resources.Count > 0) text.Append('\n');
        SourcePlace? before = null;
        foreach (var resource in InOrder(bound.Resources))
        {
            var place = byUrn[resource.Urn].Place;
            if (place is not null && place != before && loops.TryGetValue(place, out var count)) text.Append(CultureInfo.InvariantCulture, $"// A loop makes these {count}.\n");
            before = place;
            Resource(resource);
        }

        if (bound.Outputs.Count > 0) text.Append('\n');
        foreach (var output in bound.Outputs) Output(output);
        if (bound.Checks.Count > 0) text.Append('\n');
        foreach (var check in bound.Checks) Check(check);
        return (text.ToString(), problems);
    }

    private void Parameter(DeclaredParameter parameter)
    {
        var (code, problem) = ParameterCode.Of(parameter);
        if (problem is not null) problems.Add(problem);
        text.Append(CultureInfo.InvariantCulture, $"var {parameters[parameter.Name].Variable} = {code};\n");
    }

    private void Resource(BoundResource resource)
    {
        var written = byUrn[resource.Urn];
        if (Urns.Make(declared.Name, [], written.Type, written.Name) != resource.Urn)
            problems.Add(ConversionProblems.Inexpressible(resource.Name, "C#", "it is part of a component, whose class isn't known", resource.Place, "Make it outside of the component, with its former urn in Aliases."));
        var (variable, made) = resources[resource.Urn];
        var options = new OptionsCode(expressions, written, resource, u => resources[u].Variable);
        string[] id = resource.Existing is { } existing ? [Spelled(() => expressions.For(CSharpType.Text, existing, 0), "The id", resource.Name, resource.Place)] : [];
        string[] arguments = [CSharpLiterals.Quote(resource.Name), .. id, .. Spelled(() => options.Write(), "The options", resource.Name, resource.Place) is { Length: > 0 } code ? [code] : Array.Empty<string>()];
        string[] members = [.. resource.Properties.Select(p => Property(resource, made, p.Key, p.Value))];
        var head = $"{(variable.Length == 0 ? "" : $"var {variable} = ")}{(id.Length == 0 ? $"new {made.FullName}" : $"{made.FullName}.{made.ExistingMethod}")}({string.Join(", ", arguments)})";
        text.Append(members.Length == 0 ? head : CSharpExpressions.Made(head, members, 0)).Append(";\n");
        foreach (var condition in resource.Options.Postconditions)
            text.Append(CultureInfo.InvariantCulture, $"Ensure({variable}, {Spelled(() => OptionsCode.Condition(expressions, condition), "A postcondition", resource.Name, resource.Place)});\n");
    }

    private string Property(BoundResource resource, GeneratedClass made, string name, Expression value) => Spelled(() => made.Property(name) is var (identifier, type)
        ? CSharpExpressions.Assigned(identifier, expressions.For(type, value, 4)) : throw new NoSpellingException($"the class has no property {name}"), name, resource.Name, resource.Place);

    private void Output(BoundOutput output) => text.Append(CultureInfo.InvariantCulture,
        $"Output({CSharpLiterals.Quote(output.Name)}, {Spelled(() => expressions.For(CSharpType.Any.Instance, output.Value, 0), "The value", $"the output {output.Name}", declared.Outputs.FirstOrDefault(o => o.Name == output.Name)?.Place)}{(output.Secret ? ", secret: true" : "")});\n");

    private void Check(BoundCheck check) => text.Append(CultureInfo.InvariantCulture,
        $"Check({CSharpLiterals.Quote(check.Name)}, {Spelled(() => OptionsCode.Condition(expressions, check.Condition), "The condition", $"the check {check.Name}", check.Place)});\n");

    private static Expression[] Values(BoundCheck check) => [check.Condition.Condition, check.Condition.Message];

    private string Spelled(Func<string> spell, string what, string owner, SourcePlace? place)
    {
        try
        {
            return spell();
        }
        catch (NoSpellingException e)
        {
            problems.Add(ConversionProblems.Inexpressible($"{what} of {owner}", "C#", e.Message, place, "Write it with other functions, or write this program in YAML."));
            return "default";
        }
    }

    // Those that nothing before them waits for stay where they are.
    private static List<BoundResource> InOrder(IReadOnlyList<BoundResource> all)
    {
        var index = all.Index().ToDictionary(r => r.Item.Urn, r => r.Index, StringComparer.Ordinal);
        var waits = all.Select(r => Needs(r).Count()).ToArray();
        var dependents = all.SelectMany(r => Needs(r).Select(d => (On: index[d], Of: index[r.Urn]))).ToLookup(d => d.On, d => d.Of);
        var ready = new PriorityQueue<int, int>(waits.Index().Where(w => w.Item == 0).Select(w => (w.Index, w.Index)));
        var ordered = new List<BoundResource>(all.Count);
        while (ready.TryDequeue(out var next, out _))
        {
            ordered.Add(all[next]);
            foreach (var dependent in dependents[next])
            {
                if (--waits[dependent] == 0) ready.Enqueue(dependent, dependent);
            }
        }

        return ordered;

        // A hook names the resource it is of; also one that runs before what is done to it.
        IEnumerable<string> Needs(BoundResource resource) => resource.Dependencies.Where(d => index.TryGetValue(d, out var at) && all[at].Options.Hook?.Of != resource.Urn)
            .Concat(resource.Options.Hook is { Before: true, Of: var of } && index.ContainsKey(of) ? [of] : []).Where(d => d != resource.Urn);
    }
}
