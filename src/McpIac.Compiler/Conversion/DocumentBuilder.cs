using McpIac.Compiler.Documents;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Syntax;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Conversion;

/// <summary>A declared deployment → the document that declares it, in the flat form.</summary>
/// <param name="language">For messages: YAML or JSON.</param>
internal sealed class DocumentBuilder(DeclaredDeployment deployment, string language)
{
    // What a reference to a parameter looks like, for the printer's sake.
    private const string ParameterUrn = "\u0000parameter:";

    private readonly ResourceNames names = new(deployment, deployment.Parameters.Select(p => p.Name));
    private readonly List<Diagnostic> problems = [];
    private SyntaxPrinter Printer => field ??= new SyntaxPrinter(urn => urn.StartsWith(ParameterUrn, StringComparison.Ordinal) ? SyntaxPrinter.Name(urn[ParameterUrn.Length..]) : names.InExpression(urn));

    public (Datum Document, IReadOnlyList<Diagnostic> Problems) Build()
    {
        var secrets = deployment.Parameters.Where(p => p.IsSecret).ToArray();
        if (deployment.Parameters.Where(p => !p.IsSecret).ToArray() is [var first, ..] open) problems.Add(ConversionProblems.ValuesTaken(open.Select(p => p.Name), first.Place));
        var document = Map(
            ("name", Text(deployment.Name)),
            ("parameters", secrets.Length == 0 ? null : Datum.MapOf(secrets.Select(p => KeyValuePair.Create(p.Name, p.Schema.With("secret", Datum.True))))),
            ("resources", Datum.ListOf(deployment.Resources.Select(Resource))),
            ("outputs", deployment.Outputs.Count == 0 ? null : Datum.MapOf(deployment.Outputs.Select(o => KeyValuePair.Create(o.Name, Output(o))))),
            ("checks", deployment.Checks.Count == 0 ? null : Datum.MapOf(deployment.Checks.Select(c => KeyValuePair.Create(c.Name, Map(("condition", Value(c.Condition)), ("message", Value(c.Message))))))));
        return (document, problems);
    }

    private Datum Resource(DeclaredResource resource)
    {
        if (Urns.Make(deployment.Name, [], resource.Type, resource.Name) != resource.Urn)
            problems.Add(ConversionProblems.Inexpressible(resource.Name, language, "it is part of a component, of which only what it made is known", resource.Place, "Write the document by hand and import the component's script there, or make the resource outside of the component, with its former urn in Aliases."));
        return Map(
            ("type", Datum.Of(resource.Type)), ("name", Text(resource.Name)),
            (DeclaredResource.ExistingName, resource.Existing is { } id ? Value(id.Value) : null),
            ("properties", resource.Properties.Count == 0 ? null : Members(resource.Properties)),
            ("dependsOn", resource.DependsOn.Count == 0 ? null : Datum.ListOf(resource.DependsOn.Select(u => Text(names.Plain(u))))),
            ("options", resource.Options.Count == 0 ? null : Members(resource.Options.Select(o => o with { Value = Named(o.Value) }))));
    }

    // A resource as a whole, which no value is but what a hook is of, stands there by its name.
    private Expression Named(Expression option) => option is MapExpression map
        ? new MapExpression([.. map.Members.Select(m => m.Value is Reference { Path.Count: 0, Urn: var urn } ? KeyValuePair.Create(m.Key, (Expression)new Literal(Datum.Of(names.Plain(urn)))) : m)]) : option;

    private Datum Members(IEnumerable<DeclaredProperty> properties) => Datum.MapOf(properties.Select(p => KeyValuePair.Create(p.Name, Value(p.Value))));

    // A map that looks like { value, secret } is one level further in.
    private Datum Output(DeclaredOutput output)
    {
        var value = Value(output.Value);
        if (output.Secret) return Map(("value", value), ("secret", Datum.True));
        return value is { Kind: DatumKind.Map } && value["value"] is not null && value.Members.All(m => DeploymentReader.OutputFields.Contains(m.Key)) ? Map(("value", value)) : value;
    }

    private Datum Value(Expression expression)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression switch
        {
            Literal { Value: var value } => Known(value),
            ListExpression list => Datum.ListOf(list.Items.Select(Value)),
            MapExpression map => Datum.MapOf(map.Members.DistinctLast(m => m.Key).Select(m => KeyValuePair.Create(m.Key, Value(m.Value)))),
            _ => Text(WithParameters(expression)),
        };
    }

    private Datum Known(Datum value) => value.Kind switch
    {
        DatumKind.List => Datum.ListOf(value.Items.Select(Known)),
        DatumKind.Map => Datum.MapOf(value.Members.DistinctLast(m => m.Key).Select(m => KeyValuePair.Create(m.Key, Known(m.Value)))),
        DatumKind.Text => Text(value.AsText() ?? ""),
        _ => value,
    };

    // A text with half a surrogate pair, which no file can hold, is written as an expression that has an escape for it.
    private Datum Text(Expression expression) => Datum.Of(Printer.Template(expression) is var text && IsWhole(text) ? text : $"${{{Printer.Expression(expression)}}}");

    private Datum Text(string text) => Text(new Literal(Datum.Of(text)));

    private static Expression WithParameters(Expression expression) =>
        External.Rewrite(expression, e => e is { Kind: External.Parameter, Path.Count: > 0 } ? new Reference(ParameterUrn + e.Path[0], [.. e.Path.Skip(1)]) : null);

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return false;
        }

        return true;
    }

    private static Datum Map(params IEnumerable<(string Key, Datum? Value)> members) =>
        Datum.MapOf(members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, m.Value ?? Datum.Null)));
}
