using McpIac.Compiler.Binding;
using McpIac.Compiler.Documents;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.EditorSchemas;

/// <summary>
/// The schema of a resource: its fields, and by its type the properties. By conditions and not by alternatives, so that an editor offers those of the type alone and
/// says what is wrong with them; the provider's condition comes first, so that it doesn't try each of thousands of types for each resource.
/// </summary>
internal static class ResourceSchema
{
    public static Datum Of(Catalog catalog)
    {
        ResourceType[] types = [.. InOrder(catalog).SelectMany(p => p.Types)];
        return Keywords.Of(
            ("type", Datum.Of("object")),
            ("properties", Keywords.Map(ResourceExpansion.Fields.Select(f => KeyValuePair.Create(f, f == "type" ? TypeField(types) : Field(f))))),
            ("required", Keywords.Texts("type", "name")),
            ("additionalProperties", Datum.False),
            ("if", Required(DeclaredResource.ExistingName)),
            ("then", Keywords.Of(("properties", Keywords.Of(("properties", Keywords.Of(("type", Datum.Of("null")))))))),
            ("allOf", catalog.Providers.Count == 0 ? null : Datum.ListOf(InOrder(catalog).Where(p => p.Types.Count > 0).Select(OfProvider))));
    }

    /// <summary>The definitions that the resource's schema refers to.</summary>
    public static IEnumerable<KeyValuePair<string, Datum>> Definitions(Catalog catalog) => InOrder(catalog).SelectMany(p => p.Types
        .Select(t => KeyValuePair.Create(t.Token, ShapeSchema.OfProperties(t.Properties, Keywords.Append("/$defs", t.Token))))
        .Prepend(KeyValuePair.Create(p.Name + ":", Keywords.Of(("allOf", Datum.ListOf(p.Types.Select(OfType)))))));

    /// <summary>A field of a resource; any value for one that nobody described.</summary>
    internal static Datum Field(string field) => field switch
    {
        "name" => Described("Its name, unique among the resources of its type. It may have ${…} over what is known beforehand.", ("type", Keywords.Types("string", "number")), ("minLength", Datum.Of(1L))),
        "properties" => Described("What the type's schema allows. A text that is one ${…} is that value, of whatever kind.", ("type", Keywords.Types("object", "null"))),
        DeclaredResource.ExistingName => Described("The provider's id of what exists: it is read and never changed. It takes the place of the properties.", ("type", Keywords.Types("string", "number")), ("minLength", Datum.Of(1L))),
        "dependsOn" => Described("Names of resources or groups that must exist first though no value says so.",
            ("type", Keywords.Types("array", "null")), ("items", Keywords.Of(("type", Datum.Of("string"))))),
        "options" => Described("How it is changed and kept.",
            ("type", Keywords.Types("object", "null")), ("properties", Keywords.Map(OptionsBinder.Names.Select(n => KeyValuePair.Create(n, Option(n))))), ("additionalProperties", Datum.False)),
        "for" => Described("A list or a map: makes the resource once for each element, which is ${each.key} and ${each.value}.", Keywords.OrExpression("a list or a map", null, "array", "object", "null")),
        "if" => Described("Makes the resource only when true.", Keywords.OrExpression("true or false", null, "boolean", "null")),
        "as" => Described("A name for all that this entry makes: ${NAME[*].id}, for: ${NAME}.", ("type", Keywords.Types("string", "number", "null"))),
        _ => Datum.EmptyMap,
    };

    /// <summary>An option of a resource; any value for one that nobody described.</summary>
    internal static Datum Option(string option) => option switch
    {
        "provider" => Described("The server that makes it, declared in mciacc.yaml, where that isn't its provider's own. A change replaces.", ("type", Keywords.Types("string", "null"))),
        "import" => Described("The provider's id of what exists already: the first apply takes it over instead of making it, and updates what differs.", ("type", Keywords.Types("string", "number", "null"))),
        "protect" => Flag("A plan that would delete or replace it is refused, also when it is no longer in the program."),
        "retain" => Flag("It is never deleted: what exists stays when the resource leaves the program."),
        "deleteBeforeReplace" => Flag("A replacement deletes the old one first, because the two can't exist side by side."),
        "aliases" => Names("Former names: what state knows under one of them is renamed. A name, type:name, or a whole urn."),
        "ignoreChanges" => Names("Paths of properties where the program's values don't count once the resource exists; * for everything."),
        "replaceOn" => Names("Paths of properties where a change replaces the resource, though its type could be updated."),
        "replaceTrigger" => Described("Any value: when it is another than the one that the resource was made with, the resource is replaced."),
        "timeouts" => Described("How long a change may take, instead of what its type says: { create: 30m, update: 10m, delete: 1h30m }.",
            [.. Keywords.OrExpression("a map", null, "object", "null"), ("properties", Keywords.Map(PatienceBinder.Actions.Select(c => KeyValuePair.Create(c, Described("A duration: 1h30m, 90s, PT5M."))))), ("additionalProperties", Datum.False)]),
        "retries" => Described("How often a change is sent at most, 1 for once: 10; or { attempts: 10, on: [inUse, conflict] }.",
            [.. Keywords.OrExpression("a number or a map", null, "integer", "object", "null"), ("minimum", Datum.Of(1L)), ("properties", Keywords.Map(PatienceBinder.Members.Select(m => KeyValuePair.Create(m, Retries(m))))), ("additionalProperties", Datum.False)]),
        "hook" => Described("For an action: the resource whose changes it goes with, { of: NAME, after: [create, update] }; or before.",
            [.. Keywords.OrExpression("a map", null, "object", "null"), ("properties", Keywords.Map(HookBinder.Members.Select(m => KeyValuePair.Create(m, Hook(m))))), ("additionalProperties", Datum.False)]),
        "preconditions" => Conditions("What has to hold before it is made or changed: [{ condition: ${…}, message: … }]. Judged as soon as it is known."),
        "postconditions" => Conditions("What has to hold after it was made or changed; it may look at the resource itself."),
        _ => Datum.EmptyMap,
    };

    private static Datum Conditions(string description) => Described(description, ("type", Keywords.Types("array", "null")), ("items", Keywords.Of(
        ("type", Datum.Of("object")), ("properties", Keywords.Map(ConditionBinder.Members.Select(m => KeyValuePair.Create(m, Datum.EmptyMap)))),
        ("required", Keywords.Texts(ConditionBinder.Members)), ("additionalProperties", Datum.False))));

    private static Datum Hook(string member) => member == "of" ? Described("The resource.", ("type", Datum.Of("string")))
        : Described($"The changes {member} which it runs.", ("type", Datum.Of("array")), ("items", Keywords.Of(("enum", Keywords.Texts(BoundHook.Changes)))), ("minItems", Datum.Of(1L)));

    private static Datum Retries(string member) => member switch
    {
        "attempts" => Described("How often a change is sent at most."),
        "on" => Described("Error codes after which it is sent again though they don't pass by themselves: inUse, conflict …"),
        _ => Datum.EmptyMap,
    };

    private static Datum TypeField(IReadOnlyList<ResourceType> types) => types.Count == 0
        ? Described("A type token of a snapshot.", ("type", Datum.Of("string")))
        : Described("A type token of a snapshot, or the name of a component: what to make.", ("anyOf", Keywords.AnyOf(
            Keywords.Of(("enum", Keywords.Texts(types.Select(t => t.Token))), ("enumDescriptions", Keywords.Texts(types.Select(t => Words(t, whole: false))))),
            Keywords.Of(("type", Datum.Of("string")), ("pattern", Datum.Of("^[^:]+$"))))));

    // The provider's name has no character that means something in a pattern but perhaps a point, which then matches more than itself and does no harm.
    private static Datum OfProvider(ProviderSchema provider) => Keywords.Of(
        ("if", When(("pattern", Datum.Of($"^{string.Concat(provider.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '.'))}:")))),
        ("then", Keywords.Reference(Keywords.Append("/$defs", provider.Name + ":"))));

    private static Datum OfType(ResourceType type) => Keywords.Of(
        ("if", When(("const", Datum.Of(type.Token)))),
        ("then", Keywords.Of(
            ("properties", Keywords.Of(
                ("type", Keywords.Of(("description", Datum.Of(Words(type, whole: true))))),
                ("properties", Keywords.Reference(Keywords.Append("/$defs", type.Token))))),
            ("anyOf", type.Properties.Members.Any(m => m.Required) ? Keywords.AnyOf(Required("properties"), Required(DeclaredResource.ExistingName)) : null))));

    private static Datum Required(string field) => Keywords.Of(("required", Keywords.Texts(field)));

    // Without a type, or of something else than a map, every condition on it would hold.
    private static Datum When((string, Datum?) rule) => Keywords.Of(
        ("type", Datum.Of("object")), ("properties", Keywords.Of(("type", Keywords.Of(rule)))), ("required", Keywords.Texts("type")));

    // An editor shows all types at once, each with its first sentence, and the rest for the one that was chosen.
    private static string Words(ResourceType type, bool whole)
    {
        var text = type.Description.Length > 0 ? type.Description : type.Title;
        var end = whole ? -1 : text.IndexOf(". ", StringComparison.Ordinal);
        return (type.Deprecated ? "Deprecated. " : "") + (end < 0 ? text : text[..(end + 1)]);
    }

    private static IEnumerable<ProviderSchema> InOrder(Catalog catalog) =>
        catalog.Providers.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => p with { Types = [.. p.Types.OrderBy(t => t.Token, StringComparer.Ordinal)] });

    private static Datum Described(string description, params IEnumerable<(string, Datum?)> rules) => Keywords.Of([("description", Datum.Of(description)), .. rules]);

    private static Datum Flag(string description) => Described(description, Keywords.OrExpression("true or false", null, "boolean", "null"));

    private static Datum Names(string description) => Described(description,
        ("type", Keywords.Types("array", "string", "null")), ("items", Keywords.Of(("type", Datum.Of("string")))));
}
