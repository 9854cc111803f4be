using McpIac.Compiler.Documents;
using McpIac.Compiler.Suggestions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Inference;

namespace McpIac.Compiler.Mappings;

/// <summary>Makes one type of its mapping, the tools, and what the tools' names alone would make of it.</summary>
internal sealed class TypeComposer(string provider, TypeMapping mapping, IReadOnlyDictionary<string, ServerTool> tools, InferredType? inferred, Findings findings)
{
    private const string Immutable = "x-iac-immutable";

    private readonly Dictionary<string, Datum> definitions = new(StringComparer.Ordinal);
    private readonly MemberList members = new();
    private readonly List<KeyValuePair<string, Datum>> outputs = [];

    private string Token => mapping.Kind switch { TypeKind.DataSource => $"{provider}:data:{mapping.Name}", TypeKind.Action => $"{provider}:actions:{mapping.Name}", _ => $"{provider}:{mapping.Name}" };

    /// <summary>The type in the standard's form, with its tools; null when something is wrong, which was reported.</summary>
    public Datum? Compose()
    {
        var before = findings.Count;
        var maker = mapping.Kind == TypeKind.Resource ? ToolRole.Create : ToolRole.Call;
        if (Tool(maker) is not { } first)
        {
            if (findings.Count == before) findings.Add(mapping.Kind == TypeKind.Resource ? MappingProblems.NoCreate(mapping.Name, mapping.Place) : MappingProblems.NoCall(mapping.Name, mapping.Place));
            return null;
        }

        CollectProperties(maker, first);
        string[] identity = mapping.Kind == TypeKind.Resource ? Identity() : [];
        CollectOutputs(first, identity);
        foreach (var name in outputs) members.Name(name.Key);
        WarnOfMisspelt(identity);
        var used = Roles().Select(Use).OfType<TypeTool>().ToArray();
        if (findings.Skip(before).Any(f => f.Severity == Severity.Error)) return null;
        var update = used.FirstOrDefault(t => t.Role == ToolRole.Update);
        var raw = TypeDatum.Make(Token, mapping.Kind, mapping.Title ?? inferred?.Raw["title"]?.AsText() ?? mapping.Name, first, Properties(identity, update), OutputSchema(identity),
            identity, identity.All(members.Has) ? identity : [], used, "", "").Raw;
        raw = raw.With("tools", Datum.ListOf(used.Select(TypeToolDatum.Write)));
        if (mapping.Description is { } description) raw = raw.With("description", Datum.Of(description));
        if (mapping.Stateful is { } stateful) raw = raw.With("stateful", Datum.Of(stateful));
        if (mapping.Kind == TypeKind.Action && used.Any(t => t.Role == ToolRole.Delete)) raw = raw.With("deleteFirst", Datum.True);
        return mapping.Settle is { } settle ? raw.With("settle", Datum.Of(settle)) : raw;
    }

    // What a result has besides is an output, unless it is but a letter from a property.
    private void WarnOfMisspelt(string[] identity)
    {
        foreach (var name in mapping.Verbs.Values.SelectMany(v => v.ResultMembers).Where(n => !members.Has(n.Text) && !identity.Contains(n.Text) && mapping.Outputs.All(o => o.Name.Text != n.Text)).DistinctBy(n => n.Text))
        {
            if (Suggestion.For(name.Text, members.Names) is { } meant) findings.Add(MappingProblems.LikelyMisspelt(name, mapping.Name, meant));
        }
    }

    private IEnumerable<ToolRole> Roles() => Enum.GetValues<ToolRole>().Where(r => mapping.Verbs.ContainsKey(r) || inferred?.Tools.Any(t => t.Role == r) == true);

    /// <summary>The tool of a role, by the mapping or else by names; null when there is none, or no such.</summary>
    private ServerTool? Tool(ToolRole role)
    {
        if (!mapping.Verbs.TryGetValue(role, out var verb)) return inferred?.Tools.FirstOrDefault(t => t.Role == role) is { } known ? tools.GetValueOrDefault(known.Name) : null;
        if (verb.Tool is not { } name) return null;
        if (tools.TryGetValue(name.Text, out var tool)) return tool;
        findings.Add(MappingProblems.NoSuchTool(name, provider, tools.Keys));
        return null;
    }

    private void CollectProperties(ToolRole maker, ServerTool first)
    {
        if (mapping.Verbs.TryGetValue(maker, out var verb)) Take(verb, first, isMaker: true);
        else foreach (var (name, schema) in inferred?.Raw["properties"]?["properties"]?.Members ?? []) members.Add(name, schema.Without(Immutable), IsRequired(name));
        foreach (var (name, schema) in inferred?.Raw["properties"]?["$defs"]?.Members ?? []) definitions[name] = schema;
        if (mapping.Verbs.TryGetValue(ToolRole.Update, out var change) && change.Tool is not null && Tool(ToolRole.Update) is { } update) Take(change, update, isMaker: false);
        foreach (var (name, schema) in mapping.Schemas) members.Set(name.Text, schema);
        if (mapping.Properties is { } wanted)
        {
            foreach (var name in wanted.Where(n => !members.Has(n.Text))) findings.Add(MappingProblems.NoSuchMember(name, mapping.Name, members.Names));
            members.Keep(wanted.Select(n => n.Text));
        }

        foreach (var name in mapping.Required.Concat(mapping.Secret).Concat(mapping.WriteOnly).Concat(mapping.Immutable).Where(n => !members.Has(n.Text)))
            findings.Add(MappingProblems.NoSuchMember(name, mapping.Name, members.Names));
    }

    private bool IsRequired(string name) => inferred?.Raw["properties"]?["required"]?.Items.Any(r => r.AsText() == name) == true;

    /// <summary>The arguments that a verb leaves to the author.</summary>
    private void Take(VerbMapping verb, ServerTool tool, bool isMaker)
    {
        var arguments = VerbArguments.Of(verb, tool);
        var names = new ArgumentNames(NameWords.Split(mapping.Name));
        foreach (var known in members.Names) names.Add(known);
        foreach (var argument in arguments.All.Where(a => !VerbArguments.IsFixed(verb, arguments, a.Name)))
        {
            var said = verb.Arguments.FirstOrDefault(a => a.Name.Text == argument.Name);
            if (said is { Value: null } || said?.Value?.Text.Contains("${", StringComparison.Ordinal) == true) continue;
            var name = said?.Value?.Text ?? (isMaker ? argument.Name : names.Find(argument.Name) ?? argument.Name);
            if (members.Has(name) || (!isMaker && (mapping.Properties?.Any(p => p.Text == name) != true || mapping.Identity?.Any(i => i.Text == name) == true))) continue;
            var schema = SchemaPart.Moved(argument.Schema, tool.Input, "input of " + tool.Name.Replace('/', ' ').Replace('~', ' '), definitions);
            members.Add(name, said?.AsList == true && arguments.Resolved(schema)["items"] is { } item ? item : schema, isMaker && argument.IsRequired);
        }
    }

    private string[] Identity()
    {
        if (mapping.Identity is { Count: > 0 } given)
        {
            foreach (var name in given.Where(n => !members.Has(n.Text) && mapping.Outputs.All(o => o.Name.Text != n.Text) && !Yields(n.Text)))
                findings.Add(MappingProblems.NoSuchMember(name, mapping.Name, members.Names.Concat(mapping.Outputs.Select(o => o.Name.Text))));
            return [.. given.Select(n => n.Text)];
        }

        if (inferred?.Raw["identity"]?.Items is { Count: > 0 } known) return [.. known.Select(i => i.AsText()).OfType<string>()];
        findings.Add(MappingProblems.NoIdentity(mapping.Name, mapping.Place));
        return [];
    }

    private bool Yields(string name) => inferred?.Raw["outputs"]?["properties"]?[name] is not null
        || mapping.Verbs.Values.Any(v => v.Result.Members.Any(m => m.Key == name) || v.Arguments.Any(a => a.Value?.Text == name));

    private void CollectOutputs(ServerTool first, string[] identity)
    {
        foreach (var (name, schema) in mapping.Outputs) Output(name.Text, schema);
        foreach (var name in identity.Where(n => !members.Has(n))) Output(name, inferred?.Raw["outputs"]?["properties"]?[name] ?? Datum.MapOf([new("type", Datum.Of("string"))]));
        foreach (var name in mapping.Verbs.Values.SelectMany(v => v.Result.Members).Select(m => m.Key).Where(n => !members.Has(n))) Output(name, Datum.EmptyMap);
        if (mapping.Outputs.Count > 0) return;
        var declared = mapping.Kind == TypeKind.Resource ? inferred?.Raw["outputs"]?["properties"] : first.Output?["properties"];
        foreach (var (name, schema) in declared?.Members ?? []) Output(name, schema);
        if (outputs.Count == 0 && mapping.Kind != TypeKind.Resource && !members.Has("result")) Output("result", TypeDatum.Described("What the tool answers."));
    }

    private void Output(string name, Datum schema)
    {
        if (outputs.All(o => o.Key != name)) outputs.Add(new(name, schema));
    }

    private Datum OutputSchema(string[] identity)
    {
        var defs = inferred?.Raw["outputs"]?["$defs"] ?? Datum.EmptyMap;
        return TypeDatum.Object(outputs, identity.Where(i => !members.Has(i))).With("$defs", defs);
    }

    private Datum Properties(string[] identity, TypeTool? update)
    {
        var required = members.Names.Where(n => members.IsRequired(n) || identity.Contains(n) && !members.HasDefault(n) || mapping.Required.Any(r => r.Text == n));
        return TypeDatum.Object(members.Names.Select(n => KeyValuePair.Create(n, Property(n, identity, update))), required).With("$defs", Datum.MapOf(definitions));
    }

    private Datum Property(string name, string[] identity, TypeTool? update)
    {
        var schema = members[name];
        if (schema.Kind != DatumKind.Map) schema = Datum.EmptyMap;
        var isMutable = update is not null && (update.Arguments.Any(a => a.Member == name) || update.Computed.Any(c => VerbComposer.NamesIn(c.Value).Contains(name))) && !identity.Contains(name) && mapping.Immutable.All(i => i.Text != name);
        if (!isMutable && mapping.Kind == TypeKind.Resource) schema = schema.With(Immutable, Datum.True);
        if (mapping.Secret.Any(s => s.Text == name)) schema = schema.With("x-iac-sensitive", Datum.True);
        return mapping.WriteOnly.Any(w => w.Text == name) ? schema.With("x-iac-writeOnly", Datum.True) : schema;
    }

    /// <summary>How a role's tool is called; null when there is none.</summary>
    private TypeTool? Use(ToolRole role)
    {
        if (!mapping.Verbs.TryGetValue(role, out var verb)) return inferred?.Tools.FirstOrDefault(t => t.Role == role) is { } known ? Checked(known) : null;
        return Tool(role) is { } tool ? new VerbComposer(mapping, verb, members, findings).Compose(role, tool) : null;
    }

    // Which properties there are, the mapping may say, and so that a tool isn't given any more what it can't do without.
    private TypeTool Checked(TypeTool use)
    {
        var required = tools.TryGetValue(use.Name, out var tool) ? ToolArguments.Of(tool).Required.Select(a => a.Name).ToHashSet(StringComparer.Ordinal) : [];
        bool IsGiven(ToolArgument a) => members.Has(a.Member) || (use.Role != ToolRole.Create && members.All.Contains(a.Member));
        foreach (var missing in use.Arguments.Where(a => required.Contains(a.Name) && !IsGiven(a)))
            findings.Add(MappingProblems.MissingArgument(missing.Name, use.Name, mapping.Name, mapping.Properties is [{ } first, ..] ? first.Place : mapping.Place));
        return use with { Arguments = [.. use.Arguments.Where(IsGiven)] };
    }
}
