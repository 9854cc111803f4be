using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl.Deployments;

/// <summary>A declared deployment as JSON data: what a program's process hands over, and what the model cache keeps.</summary>
public static class DeploymentJson
{
    public static Datum Write(DeclaredDeployment deployment) => Map(
        ("name", Datum.Of(deployment.Name)),
        ("resources", Datum.ListOf(deployment.Resources.Select(Write))),
        ("outputs", Datum.ListOf(deployment.Outputs.Select(Write))),
        ("checks", deployment.Checks.Count == 0 ? Datum.Null : Datum.ListOf(deployment.Checks.Select(Write))),
        ("uses", deployment.Uses.Count == 0 ? Datum.Null : Datum.ListOf(deployment.Uses.Select(Write))),
        ("parameters", deployment.Parameters.Count == 0 ? Datum.Null : Datum.ListOf(deployment.Parameters.Select(Write))));

    /// <summary>The deployment, or null when the datum is none.</summary>
    public static DeclaredDeployment? Read(Datum datum)
    {
        if (datum["name"]?.AsText() is not { } name) return null;
        var resources = All(datum["resources"], ReadResource);
        var outputs = All(datum["outputs"], ReadOutput);
        var checks = All(datum["checks"] ?? Datum.EmptyList, ReadCheck);
        var uses = All(datum["uses"] ?? Datum.EmptyList, ReadUse);
        var parameters = All(datum["parameters"] ?? Datum.EmptyList, ReadParameter);
        return resources is null || outputs is null || checks is null || uses is null || parameters is null
            ? null : new DeclaredDeployment(name, resources, outputs) { Checks = checks, Uses = uses, Parameters = parameters };
    }

    /// <summary>One use of a component as JSON data.</summary>
    public static Datum Write(DeclaredUse use) => Map(
        ("id", Datum.Of(use.Id)),
        ("file", Datum.Of(use.File)),
        ("component", use.Component is null ? Datum.Null : Datum.Of(use.Component)),
        ("name", Datum.Of(use.Name)),
        ("inputs", Datum.ListOf(use.Inputs.Select(Write))),
        ("around", Datum.ListOf(use.Around.Select(p => Datum.ListOf(p.Select(Datum.Of))))),
        ("aliases", use.Aliases.Count == 0 ? Datum.Null : Datum.ListOf(use.Aliases.Select(Datum.Of))),
        ("dependsOn", Datum.ListOf(use.DependsOn.Select(Datum.Of))),
        ("options", use.Options.Count == 0 ? Datum.Null : Datum.ListOf(use.Options.Select(Write))),
        ("reads", Datum.ListOf(use.Reads.Select(r => Map(("output", Datum.Of(r.Output)), ("place", Write(r.Place)))))),
        ("place", Write(use.Place)));

    /// <summary>The use, or null when the datum is none.</summary>
    public static DeclaredUse? ReadUse(Datum datum)
    {
        if (datum["id"]?.AsText() is not { } id || datum["file"]?.AsText() is not { } file || datum["name"]?.AsText() is not { } name) return null;
        var around = All(datum["around"], p => All(p, s => s.AsText()));
        return All(datum["inputs"], ReadProperty) is not { } inputs || around is not [_, ..] || All(datum["dependsOn"], d => d.AsText()) is not { } dependsOn
            || All(datum["options"] ?? Datum.EmptyList, ReadProperty) is not { } options || All(datum["aliases"] ?? Datum.EmptyList, a => a.AsText()) is not { } aliases
            || All(datum["reads"], r => r["output"]?.AsText() is { } output ? new OutputRead(output, ReadPlace(r["place"])) : null) is not { } reads
            ? null
            : new DeclaredUse(id, file, datum["component"]?.AsText(), name, inputs, ReadPlace(datum["place"]))
            {
                Around = around, Aliases = aliases, DependsOn = dependsOn, Options = options, Reads = reads,
            };
    }

    private static Datum Write(DeclaredResource resource) => Map(
        ("urn", Datum.Of(resource.Urn)),
        ("type", Datum.Of(resource.Type)),
        ("name", Datum.Of(resource.Name)),
        ("existing", resource.Existing is { } id ? Write(id) : Datum.Null),
        ("properties", Datum.ListOf(resource.Properties.Select(Write))),
        ("dependsOn", Datum.ListOf(resource.DependsOn.Select(Datum.Of))),
        ("options", resource.Options.Count == 0 ? Datum.Null : Datum.ListOf(resource.Options.Select(Write))),
        ("place", Write(resource.Place)));

    private static Datum Write(DeclaredProperty property) => Map(
        ("name", Datum.Of(property.Name)), ("value", ExpressionJson.Write(property.Value)), ("place", Write(property.Place)));

    private static Datum Write(DeclaredOutput output) => Map(
        ("name", Datum.Of(output.Name)), ("value", ExpressionJson.Write(output.Value)), ("secret", Datum.Of(output.Secret)), ("place", Write(output.Place)));

    private static Datum Write(DeclaredCheck check) => Map(
        ("name", Datum.Of(check.Name)), ("condition", ExpressionJson.Write(check.Condition)), ("message", ExpressionJson.Write(check.Message)), ("place", Write(check.Place)));

    private static Datum Write(DeclaredParameter parameter) => Map(
        ("name", Datum.Of(parameter.Name)), ("schema", parameter.Schema), ("secret", Datum.Of(parameter.IsSecret)), ("place", Write(parameter.Place)));

    // [file, line, column, endLine, endColumn]: every property has one, so it is kept short.
    private static Datum Write(SourcePlace? place) => place is null
        ? Datum.Null
        : Datum.ListOf([Datum.Of(place.File), .. new[] { place.Line, place.Column, place.EndLine, place.EndColumn }.Select(n => Datum.Of(n))]);

    private static Datum Map(params ReadOnlySpan<(string Key, Datum Value)> members)
    {
        var written = new List<KeyValuePair<string, Datum>>(members.Length);
        foreach (var (key, value) in members)
        {
            if (!value.IsNull) written.Add(new(key, value));
        }

        return Datum.MapOf(written);
    }

    private static DeclaredResource? ReadResource(Datum datum)
    {
        if (datum["urn"]?.AsText() is not { } urn || datum["type"]?.AsText() is not { } type || datum["name"]?.AsText() is not { } name) return null;
        var properties = All(datum["properties"], ReadProperty);
        var dependsOn = All(datum["dependsOn"], d => d.AsText());
        var options = datum["options"] is { } written ? All(written, ReadProperty) : [];
        var existing = datum["existing"] is { } id ? ReadProperty(id) : null;
        return properties is null || dependsOn is null || options is null || existing is null != datum["existing"] is null
            ? null
            : new DeclaredResource(urn, type, name, properties, dependsOn, ReadPlace(datum["place"])) { Options = options, Existing = existing };
    }

    // A null value is left out by Map, and is the literal null.
    private static DeclaredProperty? ReadProperty(Datum datum) =>
        datum["name"]?.AsText() is { } name && ExpressionJson.Read(datum["value"] ?? Datum.Null) is { } value
            ? new DeclaredProperty(name, value, ReadPlace(datum["place"]))
            : null;

    private static DeclaredOutput? ReadOutput(Datum datum) =>
        datum["name"]?.AsText() is { } name && ExpressionJson.Read(datum["value"] ?? Datum.Null) is { } value && datum["secret"]?.AsBoolean() is { } secret
            ? new DeclaredOutput(name, value, secret, ReadPlace(datum["place"]))
            : null;

    private static DeclaredCheck? ReadCheck(Datum datum) =>
        datum["name"]?.AsText() is { } name && ExpressionJson.Read(datum["condition"] ?? Datum.Null) is { } condition && ExpressionJson.Read(datum["message"] ?? Datum.Null) is { } message
            ? new DeclaredCheck(name, condition, message, ReadPlace(datum["place"]))
            : null;

    private static DeclaredParameter? ReadParameter(Datum datum) =>
        datum["name"]?.AsText() is { } name && datum["schema"] is { } schema && datum["secret"]?.AsBoolean() is { } secret
            ? new DeclaredParameter(name, schema, secret, ReadPlace(datum["place"]))
            : null;

    private static SourcePlace? ReadPlace(Datum? datum)
    {
        if (datum?.Items is not [var file, var line, var column, var endLine, var endColumn] || file.AsText() is not { } path) return null;
        return new SourcePlace(path, Number(line), Number(column), Number(endLine), Number(endColumn));
    }

    private static int Number(Datum datum) => datum.AsInteger() is { } value and >= 0 and <= int.MaxValue ? (int)value : 0;

    private static List<T>? All<T>(Datum? list, Func<Datum, T?> read) where T : class
    {
        if (list?.Kind != DatumKind.List) return null;
        var items = new List<T>(list.Items.Count);
        foreach (var datum in list.Items)
        {
            if (read(datum) is not { } item) return null;
            items.Add(item);
        }

        return items;
    }
}
