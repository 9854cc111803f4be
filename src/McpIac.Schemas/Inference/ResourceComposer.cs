using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Inference;

/// <summary>Makes a resource type of a lifecycle.</summary>
internal static class ResourceComposer
{
    private const string Immutable = "x-iac-immutable";

    public static InferredType Compose(Lifecycle lifecycle, string token)
    {
        var create = lifecycle.Create;
        var (outputs, outputsAt) = Outputs(lifecycle);
        return TypeDatum.Make(token, TypeKind.Resource, string.Join(" ", lifecycle.Noun), create.Tool, Properties(lifecycle), outputs,
            lifecycle.Identity, lifecycle.NaturalKey, lifecycle.Tools, JsonPointer.Append(create.Tool.Pointer, "inputSchema"), outputsAt);
    }

    /// <summary>Create's schema with everything that it says, and in it the members that other tools add.</summary>
    private static Datum Properties(Lifecycle lifecycle)
    {
        var create = lifecycle.Create;
        var definitions = new Dictionary<string, Datum>(StringComparer.Ordinal);
        var properties = lifecycle.Members.Where(m => !m.IsOutput).ToArray();
        var schemas = properties.Select(m => new KeyValuePair<string, Datum>(m.Name, Property(m, lifecycle, definitions))).ToArray();
        var own = create.Wrapper is null ? create.Schema : SchemaPart.Moved(create.Schema.Without("properties"), create.Tool.Input, Place(create), definitions);
        var kept = own.Members.Where(m => m.Key is not ("properties" or "required" or "$defs"));
        var defined = (own["$defs"]?.Members ?? []).Concat(definitions);
        return Datum.MapOf(kept.Concat(
        [
            new("properties", Datum.MapOf(schemas)), new("required", TypeDatum.Texts(properties.Where(p => p.IsRequired).Select(p => p.Name))), new("$defs", Datum.MapOf(defined)),
        ]));
    }

    private static Datum Property(LifecycleMember member, Lifecycle lifecycle, Dictionary<string, Datum> definitions)
    {
        var schema = member.Argument.Schema;
        var isHome = ReferenceEquals(member.Source, lifecycle.Create) && lifecycle.Create.Wrapper is null;
        if (!isHome) schema = SchemaPart.Moved(schema, member.Source.Tool.Input, Place(member.Source), definitions);
        if (member.IsMutable) return schema;
        return schema.Kind == DatumKind.Map ? schema.With(Immutable, Datum.True) : schema.AsBoolean() == true ? TypeDatum.Map(new KeyValuePair<string, Datum>(Immutable, Datum.True)) : schema;
    }

    /// <summary>The ids that the server gives, and what the tools say they answer; when they say nothing, <c>result</c>.</summary>
    private static (Datum Schema, string At) Outputs(Lifecycle lifecycle)
    {
        var definitions = new Dictionary<string, Datum>(StringComparer.Ordinal);
        var ids = lifecycle.Members.Where(m => m.IsOutput).ToArray();
        var members = ids.Select(m => new KeyValuePair<string, Datum>(m.Name, Id(m, definitions))).ToList();
        var seen = new HashSet<string>(members.Select(m => m.Key), StringComparer.Ordinal);
        var at = JsonPointer.Append(lifecycle.Create.Tool.Pointer, "outputSchema");
        foreach (var tool in lifecycle.Answers)
        {
            if (tool.Output is not { } output || Answer(output, lifecycle)["properties"] is not { Members.Count: > 0 } answered) continue;
            foreach (var member in answered.Members.Where(m => seen.Add(m.Key)))
                members.Add(new(member.Key, SchemaPart.Moved(member.Value, output, "answer of " + tool.Name.Replace('/', ' ').Replace('~', ' '), definitions)));
            at = JsonPointer.Append(tool.Pointer, "outputSchema");
            break;
        }

        if (members.Count == ids.Length && seen.Add("result")) members.Add(new("result", TypeDatum.Described("What the tool answers.")));
        return (TypeDatum.Object(members, ids.Select(m => m.Name)).With("$defs", Datum.MapOf(definitions)), at);
    }

    private static Datum Id(LifecycleMember id, Dictionary<string, Datum> definitions)
    {
        var schema = id.Source.Resolved(id.Argument.Schema);
        if (id.Source.IsListOfScalars(schema)) schema = schema["items"] ?? Datum.EmptyMap;
        return SchemaPart.Moved(schema, id.Source.Tool.Input, Place(id.Source), definitions);
    }

    /// <summary>The object itself, where the answer is <c>{ workflow: { … } }</c> or, to a list, <c>{ entities: [ … ] }</c>.</summary>
    private static Datum Answer(Datum output, Lifecycle lifecycle)
    {
        if (output["properties"] is not { Members.Count: 1 } only) return output;
        var words = NameWords.Split(only.Members[0].Key);
        var isNoun = words.Length > 0 && Nouns.Stem(words[words.Length - 1]) == Nouns.Stem(lifecycle.Noun[lifecycle.Noun.Count - 1]);
        if (!isNoun) return output;
        var inner = only.Members[0].Value;
        return inner["properties"] is not null ? inner : lifecycle.Create.WrapsList && inner["items"]?["properties"] is not null ? inner["items"] ?? output : output;
    }

    private static string Place(ToolArguments arguments) => "input of " + arguments.Tool.Name.Replace('/', ' ').Replace('~', ' ');
}
