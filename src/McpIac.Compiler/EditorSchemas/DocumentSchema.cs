using McpIac.Compiler.Documents;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.EditorSchemas;

/// <summary>
/// Writes the JSON Schema of a catalog's documents, from the tables that the readers go by, so that editors complete and check YAML and JSON. JSON Schema 2020-12, with nothing that
/// draft-07 lacks but <c>$defs</c> and <c>deprecated</c>, because editors know that best; text of snapshots is data in it.
/// </summary>
public static class DocumentSchema
{
    /// <summary>The schema of documents over a catalog's types. The same catalog gives the same schema, whatever the order of its snapshots.</summary>
    public static Datum Write(Catalog catalog) => Keywords.Of(
        ("$schema", Datum.Of("https://json-schema.org/draft/2020-12/schema")),
        ("title", Datum.Of("Deployment")),
        ("description", Datum.Of("A deployment as a document. See docs/yaml.md.")),
        ("type", Datum.Of("object")),
        ("properties", Keywords.Map(DeploymentPart.FlatFields.Concat(DeploymentPart.Fields).Distinct(StringComparer.Ordinal).Select(f => KeyValuePair.Create(f, Field(f))))),
        ("additionalProperties", Datum.False),

        // One schema for both forms, so that an empty document is offered the fields of both.
        ("if", Keywords.Of(("anyOf", Keywords.AnyOf(DeploymentPart.Marks.Select(f => Keywords.Of(("required", Keywords.Texts(f)))))))),
        ("then", Keywords.Of(
            ("required", Keywords.Texts("apiVersion", "kind", "spec")),
            ("properties", Keywords.Map(DeploymentPart.FlatFields.Except(DeploymentPart.Fields).Select(f => KeyValuePair.Create(f, Datum.False)))))),
        ("else", Keywords.Of(
            ("properties", Keywords.Map(DeploymentPart.Fields.Except(DeploymentPart.FlatFields).Except(DeploymentPart.Marks).Select(f => KeyValuePair.Create(f, Datum.False)))))),
        ("$defs", Keywords.Map(ResourceSchema.Definitions(catalog).Prepend(KeyValuePair.Create("resource", ResourceSchema.Of(catalog))))));

    /// <summary>A field of a document, its metadata or its spec; any value for one that nobody described.</summary>
    internal static Datum Field(string field) => field switch
    {
        "$schema" => Keywords.Of(("description", Datum.Of("Where an editor finds this schema.")), ("type", Datum.Of("string"))),
        "apiVersion" => Keywords.Of(("const", Datum.Of(DeploymentPart.ApiVersion))),
        "kind" => Keywords.Of(("enum", Keywords.Texts(DeploymentPart.Kind, ComponentDefinition.Kind))),
        "imports" => Keywords.Of(
            ("description", Datum.Of("Components of other files: a name for each, and the path of its document or script relative to this file. A script's component has its class's name.")),
            ("type", Keywords.Types("object", "null")), ("additionalProperties", Keywords.Of(("type", Datum.Of("string"))))),
        "metadata" => Map("What the deployment is called.", DeploymentPart.MetadataFields),
        "spec" => Map("What the deployment consists of.", DeploymentPart.SpecFields),
        "name" => Keywords.Of(("description", Datum.Of("The deployment's name; the folder's name otherwise. It may have ${…} over parameters.")), ("type", Keywords.Types("string", "number", "null"))),
        "description" => Keywords.Of(("description", Datum.Of("For people."))),
        "labels" => Keywords.Of(("description", Datum.Of("For people."))),
        "parameters" => Keywords.Of(
            ("description", Datum.Of("Values from outside, by name: each its default, or a JSON Schema with a default.")),
            ("type", Keywords.Types("object", "null")), ("additionalProperties", Parameter())),
        "resources" => Keywords.Of(
            ("description", Datum.Of("What should exist.")), ("type", Keywords.Types("array", "null")), ("items", Keywords.Reference("/$defs/resource"))),
        "outputs" => Keywords.Of(
            ("description", Datum.Of("What the deployment yields, by name: a value, or { value, secret, description }.")),
            ("type", Keywords.Types("object", "null")), ("additionalProperties", Output())),
        "checks" => Keywords.Of(
            ("description", Datum.Of("What should hold, by name: { condition: ${…}, message: … }. Judged as soon as it is known; a warning when it doesn't hold.")),
            ("type", Keywords.Types("object", "null")), ("additionalProperties", Keywords.Of(
                ("type", Datum.Of("object")), ("properties", Keywords.Map(DeploymentReader.CheckFields.Select(f => KeyValuePair.Create(f, CheckField(f))))),
                ("required", Keywords.Texts(DeploymentReader.CheckFields)), ("additionalProperties", Datum.False)))),
        _ => Datum.EmptyMap,
    };

    /// <summary>A field of a check; any value for one that nobody described.</summary>
    internal static Datum CheckField(string field) => field switch
    {
        "condition" => Keywords.Of(("description", Datum.Of("What should hold: ${…} that yields true or false.")), ("type", Keywords.Types("string", "boolean"))),
        "message" => Said("What to say when it doesn't.", "string"),
        _ => Datum.EmptyMap,
    };

    /// <summary>A field of a parameter; any value for one that nobody described.</summary>
    internal static Datum ParameterField(string field) => field switch
    {
        "type" => Keywords.Of(("description", Datum.Of("What kind of value it takes.")),
            ("anyOf", Keywords.AnyOf(Keywords.Of(("enum", Keywords.Texts("string", "integer", "number", "boolean", "array", "object"))), Keywords.Of(("type", Datum.Of("array")))))),
        "description" => Said("What it is for.", "string"),
        "enum" => Said("The values that it may have.", "array"),
        "const" => Keywords.Of(("description", Datum.Of("The only value that it may have."))),
        "format" => Said("The text's form: cidr, ipv4, ipv6, hostname, uri, uuid, duration …", "string"),
        "pattern" => Said("A regular expression that the text matches.", "string"),
        "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" => Said("A bound of the number.", "number"),
        "minLength" or "maxLength" => Said("A bound of the text's length.", "integer"),
        "minItems" or "maxItems" => Said("A bound of the list's length.", "integer"),
        "uniqueItems" => Said("No element comes twice.", "boolean"),
        "items" => Keywords.Of(("description", Datum.Of("The schema of the list's elements."))),
        "properties" => Said("The schemas of the map's members.", "object"),
        "required" => Said("The members that the map has to have.", "array"),
        "additionalProperties" => Keywords.Of(("description", Datum.Of("The schema of the map's other members, or whether there may be any."))),
        "default" => Keywords.Of(("description", Datum.Of("The value when none is given."))),
        "examples" => Said("Values for people to see.", "array"),
        "secret" => Said("The value, and all that is computed from it, is masked.", "boolean", "null"),
        _ => Datum.EmptyMap,
    };

    private static Datum Said(string description, params string[] types) => Keywords.Of(("description", Datum.Of(description)), ("type", Keywords.Types(types)));

    private static Datum Map(string description, IEnumerable<string> fields) => Keywords.Of(
        ("description", Datum.Of(description)), ("type", Keywords.Types("object", "null")),
        ("properties", Keywords.Map(fields.Select(f => KeyValuePair.Create(f, Field(f))))), ("additionalProperties", Datum.False));

    // No type: a default may be of any kind, and what follows concerns maps only.
    private static Datum Parameter() => Keywords.Of(
        ("properties", Keywords.Map(ParameterReader.Fields.Select(f => KeyValuePair.Create(f, ParameterField(f))))), ("additionalProperties", Datum.False));

    private static Datum Output() => Keywords.Of(("properties", Keywords.Map(DeploymentReader.OutputFields.Select(f => KeyValuePair.Create(f, f switch
    {
        "value" => Keywords.Of(("description", Datum.Of("The value."))),
        "secret" => Keywords.Of(("description", Datum.Of("The value is masked."))),
        "description" => Keywords.Of(("description", Datum.Of("For people."))),
        _ => Datum.EmptyMap,
    })))));
}
