using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl.Deployments;

/// <summary>Turns what a program made into data: reads what was written, reports what can't be data, gives urns and variables their final names.</summary>
internal sealed class RecordingFinisher
{
    /// <summary>Stands for what was reported: unknown, so that nothing further is found wrong with it.</summary>
    private static readonly Literal Absent = new(Evaluation.Unknown);

    private readonly string deployment;
    private readonly List<Diagnostic> diagnostics;

    /// <summary>Urns that were given out before the program named the deployment.</summary>
    private readonly Dictionary<string, string> renamed = new(StringComparer.Ordinal);

    public RecordingFinisher(string deployment, IReadOnlyList<Resource> resources, List<Diagnostic> diagnostics)
    {
        (this.deployment, this.diagnostics) = (deployment, diagnostics);
        foreach (var resource in resources)
        {
            var urn = UrnOf(deployment, resource);
            if (urn != resource.Urn) renamed[resource.Urn] = urn;
        }
    }

    public static string UrnOf(string deployment, Resource resource) =>
        Urns.Make(deployment, (resource.Options?.Parent?.Path() ?? []).Reverse().Select(c => c.Segment), resource.Type, resource.Name);

    public DeclaredResource Finish(Resource resource)
    {
        var properties = resource.Written()
            .Select(m => new DeclaredProperty(m.Key, Finish(m.Value, $"{m.Key} of {resource.Name}", resource.Place), null)).ToArray();
        var options = WrittenOptions.Of(resource, deployment)
            .Select(o => new DeclaredProperty(o.Key, Finish(o.Value, $"{o.Key} of {resource.Name}", resource.Place), null)).ToArray();
        return new DeclaredResource(UrnOf(deployment, resource), resource.Type, resource.Name, properties, DependsOn(resource.Options, resource.Name, resource.Place), resource.Place)
        {
            Options = options,
            Existing = resource.Existing is { } id ? new DeclaredProperty(DeclaredResource.ExistingName, Finish(id, $"the id of {resource.Name}", resource.Place), null) : null,
        };
    }

    public DeclaredOutput Finish(DeclaredOutput output) => output with { Value = Finish(output.Value, $"the output {output.Name}", output.Place) };

    public DeclaredCheck Finish(DeclaredCheck check) => check with
    {
        Condition = Finish(check.Condition, $"the check {check.Name}", check.Place),
        Message = Finish(check.Message, $"the message of the check {check.Name}", check.Place),
    };

    public DeclaredUse Finish(UseOfComponent use, string id)
    {
        var inputs = Finish(use.Inputs is MapExpression ? use.Inputs : new Invalid(AuthoringDiagnostics.NotData("what isn't a map of its parameters")), $"what {use.Name} is given", use.Place);
        return new DeclaredUse(id, use.File, use.Component, use.Name, inputs is MapExpression map ? [.. map.Members.Select(m => new DeclaredProperty(m.Key, m.Value, null))] : [], use.Place)
        {
            Around = FormerAddresses.Paths(use.Around),
            Aliases = [.. use.Options?.Aliases?.OfType<string>() ?? []],
            DependsOn = DependsOn(use.Options, use.Name, use.Place),
            Options = [.. WrittenOptions.Inherited(use.Options).Select(o => new DeclaredProperty(o.Key, o.Value, null))],
            Reads = use.Reads,
        };
    }

    /// <summary>Its own, then those of the components it is part of.</summary>
    private string[] DependsOn(ResourceOptions? own, string name, SourcePlace place)
    {
        var options = new[] { own }.Concat((own?.Parent?.Path() ?? []).Select(c => c.Options));
        var urns = new List<string>();
        foreach (var other in options.SelectMany(o => o?.DependsOn ?? []))
        {
            // The compiler doesn't check that a script's variables are assigned, so null gets here.
            if (other is null) diagnostics.Add(AuthoringDiagnostics.NotDeclaredYet($"A resource that {name} depends on", place));
            else urns.Add(UrnOf(deployment, other));
        }

        return [.. urns.Distinct(StringComparer.Ordinal)];
    }

    private Expression Finish(Expression expression, string what, SourcePlace? place)
    {
        if (expression is Literal { Value.Kind: not (McpIac.Schemas.Data.DatumKind.List or McpIac.Schemas.Data.DatumKind.Map) }) return expression;
        if (References.IsTooDeep(expression))
        {
            diagnostics.Add(AuthoringDiagnostics.TooDeep(what) with { Place = place });
            return Absent;
        }

        var replaced = ExpressionRewriter.Rewrite(expression, part => part switch
        {
            Invalid invalid => Reported(invalid.Diagnostic, what, place),
            Spread => Reported(AuthoringDiagnostics.ElementsNotKnown(), what, place),
            Reference reference when renamed.TryGetValue(reference.Urn, out var urn) => reference with { Urn = urn },
            _ => null,
        });
        return CanonicalNames.Give(replaced);
    }

    // One that has a place was found where it was written, and says what it is about.
    private Literal Reported(Diagnostic diagnostic, string what, SourcePlace? place)
    {
        diagnostics.Add(diagnostic.Place is null ? diagnostic with { Place = place, Message = $"In {what}: {diagnostic.Message}" } : diagnostic);
        return Absent;
    }
}
