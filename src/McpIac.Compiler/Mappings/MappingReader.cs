using System.Text.RegularExpressions;
using McpIac.Compiler.Documents;
using McpIac.Dsl.Syntax;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Mappings;

/// <summary>YAML → mapping. Every problem of its form is found, not the first; what names mean is the compiler's to judge.</summary>
internal sealed class MappingReader(Findings findings)
{
    private readonly List<(Written Text, bool OnlyRow)> texts = [];
    private static readonly (string Field, ToolRole Role)[] ResourceVerbs =
        [("create", ToolRole.Create), ("read", ToolRole.Read), ("list", ToolRole.List), ("update", ToolRole.Update), ("delete", ToolRole.Delete)];

    public ServerMapping Read(DocumentNode document)
    {
        var fields = new DocumentFields(document, "The mapping", findings, "$schema", "types", "data", "actions");
        foreach (var name in new[] { "types", "data", "actions" }.SelectMany(s => fields.Any(s)?.Members ?? []).Where(m => m.Key.Length == 0 || m.Key.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '/' or '\\')))
            findings.Add(MappingProblems.Senseless($"'{name.Key}' is no type's name", "Write letters, digits and underscores.", name.KeySpan.Place));
        return new ServerMapping(
        [
            .. (fields.Map("types")?.Members ?? []).Select(Resource),
            .. (fields.Map("data")?.Members ?? []).Select(m => Call(m, TypeKind.DataSource)),
            .. (fields.Map("actions")?.Members ?? []).Select(m => Call(m, TypeKind.Action)),
        ]);
    }

    private TypeMapping Resource(DocumentMember member)
    {
        var owner = $"The type {member.Key}";
        var fields = new DocumentFields(member.Value, owner, findings, "title", "description", "identity", "properties", "required", "secret", "writeOnly", "immutable", "schemas", "outputs", "stateful", "settle",
            "create", "read", "list", "update", "delete");
        return new TypeMapping(member.Key, TypeKind.Resource, member.KeySpan.Place)
        {
            Title = fields.Text("title"), Description = fields.Text("description"),
            Identity = Names(fields, "identity"), Properties = Names(fields, "properties"), Required = Names(fields, "required") ?? [], Secret = Names(fields, "secret") ?? [],
            WriteOnly = Names(fields, "writeOnly") ?? [], Immutable = Names(fields, "immutable") ?? [],
            Schemas = Schemas(fields.Map("schemas")), Outputs = Schemas(fields.Map("outputs")), Stateful = fields.Any("stateful") is null ? null : fields.Flag("stateful"),
            Settle = Duration(fields), Verbs = ResourceVerbs.Select(v => (v.Role, Verb: Verb(fields, v.Field))).Where(v => v.Verb is not null).ToDictionary(v => v.Role, v => v.Verb ?? throw new InvalidOperationException()),
        };
    }

    private TypeMapping Call(DocumentMember member, TypeKind kind)
    {
        var fields = new DocumentFields(member.Value, $"The {(kind == TypeKind.Action ? "action" : "data source")} {member.Key}", findings,
            ["title", "description", "properties", "required", "secret", "schemas", "outputs", "call", .. kind == TypeKind.Action ? new[] { "undo" } : []]);
        var verbs = new Dictionary<ToolRole, VerbMapping>();
        if (Verb(fields, "call") is { } call) verbs[ToolRole.Call] = call;
        if (Verb(fields, "undo") is { } undo) verbs[ToolRole.Delete] = undo;
        return new TypeMapping(member.Key, kind, member.KeySpan.Place)
        {
            Title = fields.Text("title"), Description = fields.Text("description"), Properties = Names(fields, "properties"), Required = Names(fields, "required") ?? [], Secret = Names(fields, "secret") ?? [],
            Schemas = Schemas(fields.Map("schemas")), Outputs = Schemas(fields.Map("outputs")), Verbs = verbs,
        };
    }

    private string? Duration(DocumentFields fields)
    {
        if (fields.Text("settle") is not { } text || fields.Any("settle") is not { } node) return null;
        if (Durations.Read(text) is not null) return text;
        findings.Add(DocumentProblems.WrongKind("settle", "a duration, as PT30S", node));
        return null;
    }

    // "none" says that there is no such tool, where one would be inferred.
    private VerbMapping? Verb(DocumentFields fields, string field)
    {
        if (fields.Member(field) is not { } member || member.Value.Kind == DatumKind.Null) return null;
        if (member.Value.Text == "none") return new VerbMapping(null, member.KeySpan.Place);
        if (member.Value.Text is { } tool) return new VerbMapping(new Written(tool, member.Value.Place), member.KeySpan.Place);
        var inner = new DocumentFields(member.Value, $"{field}", findings, "tool", "fixed", "arguments", "wrap", "result", "page");
        if (inner.RequiredText("tool") is not { } name || inner.Any("tool") is not { } node) return null;
        texts.Clear();
        return new VerbMapping(new Written(name, node.Place), member.KeySpan.Place)
        {
            Fixed = inner.Map("fixed")?.ToDatum() ?? Datum.EmptyMap,
            FixedPlaces = [.. (inner.Map("fixed")?.Members ?? []).Select(m => (new Written(m.Key, m.KeySpan.Place), m.Value.Span.FirstLine))],
            Arguments = [.. (inner.Map("arguments")?.Members ?? []).Select(Argument)],
            Wrap = inner.Text("wrap") is { } wrap && inner.Any("wrap") is { } at ? new Written(wrap, at.Place) : null,
            Result = Result(inner),
            ResultMembers = [.. ((inner.Any("result") is { Kind: DatumKind.Map } result ? result["members"]?.Members : null) ?? []).Select(m => new Written(m.Key, m.KeySpan.Place))],
            ResultTexts = [.. texts],
            Pages = Pages(inner, field),
            PagesPlace = inner.Any("page") is { } pages ? (pages["argument"] ?? pages).Span.FirstLine : null,
        };
    }

    private ToolPages? Pages(DocumentFields verb, string field)
    {
        if (verb.Any("page") is not { } node || verb.Member("page") is not { } member) return null;
        if (field is not ("read" or "list")) findings.Add(MappingProblems.SenselessPages($"{field} isn't asked for pages", "Take page out; what reads or lists has one.", member.KeySpan.Place));
        if (node.Text is { Length: > 0 } only) return new ToolPages(only);
        var fields = new DocumentFields(node, "page", findings, "argument", "from", "start", "by", "size", "most");
        if (fields.RequiredText("argument") is not { Length: > 0 } argument) return null;
        var pages = new ToolPages(argument)
        {
            From = fields.Any("from") is { Text: not null } from ? Pointer(from) : null, Start = Count(fields, "start", 0), CountsRows = fields.Text("by") == "rows",
            Size = (int?)Count(fields, "size", 1), Most = (int?)Count(fields, "most", 1),
        };
        if (fields.Any("by") is { } by && by.Text is not ("pages" or "rows")) findings.Add(MappingProblems.SenselessPages("by is pages or rows", "Write by: rows where the argument says how many objects to leave out.", by.Span.FirstLine));
        foreach (var name in new[] { "by", "size" }.Where(n => fields.Any(n) is not null && !pages.IsCounted))
            findings.Add(MappingProblems.SenselessPages($"{name} has a meaning only where pages are counted", "Write start: with the number of the first page, and no from.", fields.Member(name)?.KeySpan.Place ?? node.Place));
        return pages;
    }

    private long? Count(DocumentFields fields, string name, long least)
    {
        if (fields.Any(name) is not { } node) return null;
        if (node.Scalar?.AsInteger() is { } count && count >= least && count <= int.MaxValue) return count;
        findings.Add(MappingProblems.SenselessPages($"{name} is a whole number from {least} on", $"Write {name}: {Math.Max(least, 1)}.", node.Span.FirstLine));
        return null;
    }

    private ArgumentMapping Argument(DocumentMember member)
    {
        var name = new Written(member.Key, member.KeySpan.Place);
        var (node, asList) = member.Value is { Kind: DatumKind.List, Items: [var only] } ? (only, true) : (member.Value, false);
        if (node.Kind == DatumKind.Null) return new ArgumentMapping(name, null, asList);
        if (node.Text is not { } text)
        {
            findings.Add(DocumentProblems.WrongKind($"The argument {member.Key}", "a member's name, a text with ${…}, or one of them in a list", node));
            return new ArgumentMapping(name, null, asList);
        }

        if (text.Contains("${", StringComparison.Ordinal)) CheckExpression(node);
        return new ArgumentMapping(name, new Written(text, node.Place), asList);
    }

    private ToolResult Result(DocumentFields verb)
    {
        if (verb.Any("result") is not { } node) return ToolResult.Plain;
        if (node.Kind is DatumKind.Text or DatumKind.List) return new ToolResult { From = Steps(node) };
        var fields = new DocumentFields(node, "result", findings, "from", "rows", "members", "absent", "failure", "until");
        return new ToolResult
        {
            From = fields.Any("from") is { } from ? Steps(from) : [],
            Rows = Text(fields, "rows") is { } rows ? Pointer(rows) : null,
            Members = [.. (fields.Map("members")?.Members ?? []).Where(m => IsText(m.Value, $"The member {m.Key}", "a JSON pointer or a text with ${…}")).Select(m => KeyValuePair.Create(m.Key, Place(m.Value, onlyRow: true)))],
            Failure = Text(fields, "failure") is { } failure ? Pattern(failure, failure.Text ?? "") : null,
            Until = Text(fields, "until") is { } until ? Condition(until) : null,
            Absent = fields.Any("absent") is { } absent ? Absent(absent) : ToolAbsence.Guessed,
        };
    }

    private ToolAbsence Absent(DocumentNode node)
    {
        var fields = new DocumentFields(node, "absent", findings, "error", "empty", "text", "when");
        return new ToolAbsence
        {
            AnyError = fields.Flag("error"), Empty = fields.Any("empty") is null || fields.Flag("empty"),
            Text = Text(fields, "text") is { } pattern ? Pattern(pattern, pattern.Text ?? "") : null, When = Text(fields, "when") is { } when ? Condition(when) : null,
        };
    }

    private DocumentNode? Text(DocumentFields fields, string field) => fields.Any(field) is { } node && IsText(node, field, "a text") ? node : null;

    private bool IsText(DocumentNode node, string what, string takes)
    {
        if (node.Text is null) findings.Add(DocumentProblems.WrongKind(what, takes, node));
        return node.Text is not null;
    }

    private string[] Steps(DocumentNode node)
    {
        var steps = node.Kind == DatumKind.List ? node.Items : [node];
        foreach (var step in steps)
        {
            var text = step.Text ?? "";
            if (text is "auto" or "structured" or "text" or "json") continue;
            if (text.StartsWith("text:", StringComparison.Ordinal) && int.TryParse(text[5..], out _)) continue;
            if (text.StartsWith('/')) Pointer(step);
            else if (text.StartsWith("regex:", StringComparison.Ordinal)) Pattern(step, text[6..]);
            else if (text.StartsWith("each:", StringComparison.Ordinal)) Pattern(step, text[5..]);
            else findings.Add(MappingProblems.NoSuchStep(text, step.Place));
        }

        return [.. steps.Select(s => s.Text ?? "")];
    }

    // A pointer, or a text with holes.
    private string Place(DocumentNode node, bool onlyRow)
    {
        var text = node.Text ?? "";
        if (!text.Contains("${", StringComparison.Ordinal)) return Pointer(node);
        CheckExpression(node);
        texts.Add((new Written(text, node.Place), onlyRow));
        return text;
    }

    private string Condition(DocumentNode node)
    {
        if (node.Text?.Contains("${", StringComparison.Ordinal) == true) return Place(node, onlyRow: false);
        findings.Add(MappingProblems.NoExpression($"'{node.Text}' is no condition", "Write a text with ${…} that is true or false: '${row.state == \"ready\"}'.", node.Span.FirstLine));
        return "";
    }

    private string Pointer(DocumentNode node)
    {
        var text = node.Text ?? "";
        if ((text.Length > 0 && text[0] != '/') || Enumerable.Range(0, text.Length).Any(i => text[i] == '~' && (i + 1 == text.Length || text[i + 1] is not ('0' or '1')))) findings.Add(MappingProblems.NoPointer(text, node.Place));
        return text;
    }

    private string Pattern(DocumentNode node, string pattern)
    {
        try
        {
            _ = new Regex(pattern);
        }
        catch (ArgumentException e)
        {
            findings.Add(MappingProblems.NoPattern(pattern, e.Message, node.Place));
        }

        return pattern;
    }

    private void CheckExpression(DocumentNode node)
    {
        foreach (var problem in node.Reading.Problems) findings.Add(MappingProblems.NoExpression(problem.Message, problem.Remedy, node.PlaceOf(problem.Span)));
    }

    private IReadOnlyList<Written>? Names(DocumentFields fields, string field)
    {
        if (fields.List(field) is not { } list) return null;
        if (field == "identity" && list.Items.Count == 0) findings.Add(MappingProblems.Senseless("Nothing tells one from another", "Write identity: [NAMES], of properties, or of outputs that the server gives; or take it out.", list.Place));
        foreach (var (item, index) in list.Items.Select((item, index) => (item, index)).Where(i => IsText(i.item, $"What is in {field}", "a name")))
        {
            if (list.Items.Take(index).Any(i => i.Text == item.Text)) findings.Add(MappingProblems.Senseless($"{item.Text} stands in {field} twice", "Keep one of the two.", item.Place));
        }

        return [.. list.Items.Where(i => i.Text is not null).Select(i => new Written(i.Text ?? "", i.Place))];
    }

    // "size: integer" is short for a schema of that type.
    private (Written Name, Datum Schema)[] Schemas(DocumentNode? map) =>
        [.. (map?.Members ?? []).Select(m => (new Written(m.Key, m.KeySpan.Place), Schema(m)))];

    private Datum Schema(DocumentMember member)
    {
        var schema = member.Value.Text is { } type ? Datum.MapOf([new("type", Datum.Of(type))]) : member.Value.ToDatum();
        if (ShapeReader.Read(schema, "").Diagnostics is [{ } problem, ..])
            findings.Add(MappingProblems.Senseless($"The schema of {member.Key} makes no sense: {problem.Message.Replace("This schema makes no sense: ", "", StringComparison.Ordinal).Replace(" That part of it is left out.", "", StringComparison.Ordinal).TrimEnd('.')}",
                "Write a JSON Schema, or one of string, integer, number, boolean, array, object.", member.Value.Span.FirstLine));
        return schema;
    }
}
