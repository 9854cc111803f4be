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
    private static readonly (string Field, ToolRole Role)[] ResourceVerbs =
        [("create", ToolRole.Create), ("read", ToolRole.Read), ("list", ToolRole.List), ("update", ToolRole.Update), ("delete", ToolRole.Delete)];

    public ServerMapping Read(DocumentNode document)
    {
        var fields = new DocumentFields(document, "The mapping", findings, "$schema", "types", "data", "actions");
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
        return new VerbMapping(new Written(name, node.Place), member.KeySpan.Place)
        {
            Fixed = inner.Map("fixed")?.ToDatum() ?? Datum.EmptyMap,
            Arguments = [.. (inner.Map("arguments")?.Members ?? []).Select(Argument)],
            Wrap = inner.Text("wrap") is { } wrap && inner.Any("wrap") is { } at ? new Written(wrap, at.Place) : null,
            Result = Result(inner),
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
            Rows = fields.Any("rows") is { Text: not null } rows ? Pointer(rows) : null,
            Members = [.. (fields.Map("members")?.Members ?? []).Where(m => m.Value.Text is not null).Select(m => KeyValuePair.Create(m.Key, Place(m.Value)))],
            Failure = fields.Any("failure") is { Text: not null } failure ? Pattern(failure, failure.Text) : null,
            Until = fields.Any("until") is { Text: not null } until ? Place(until) : null,
            Absent = fields.Any("absent") is { } absent ? Absent(absent) : ToolAbsence.Guessed,
        };
    }

    private ToolAbsence Absent(DocumentNode node)
    {
        var fields = new DocumentFields(node, "absent", findings, "error", "empty", "text", "when");
        return new ToolAbsence
        {
            AnyError = fields.Flag("error"), Empty = fields.Any("empty") is null || fields.Flag("empty"),
            Text = fields.Any("text") is { Text: { } text } pattern ? Pattern(pattern, text) : null, When = fields.Any("when") is { Text: not null } when ? Place(when) : null,
        };
    }

    private string[] Steps(DocumentNode node)
    {
        var steps = node.Kind == DatumKind.List ? node.Items : [node];
        foreach (var step in steps)
        {
            var text = step.Text ?? "";
            if (text is "auto" or "structured" or "text" or "json" || text.StartsWith('/')) continue;
            if (text.StartsWith("text:", StringComparison.Ordinal) && int.TryParse(text[5..], out _)) continue;
            if (text.StartsWith("regex:", StringComparison.Ordinal)) Pattern(step, text[6..]);
            else if (text.StartsWith("each:", StringComparison.Ordinal)) Pattern(step, text[5..]);
            else findings.Add(MappingProblems.NoSuchStep(text, step.Place));
        }

        return [.. steps.Select(s => s.Text ?? "")];
    }

    // A pointer, or a text with holes.
    private string Place(DocumentNode node)
    {
        var text = node.Text ?? "";
        if (!text.Contains("${", StringComparison.Ordinal)) return Pointer(node);
        CheckExpression(node);
        return text;
    }

    private string Pointer(DocumentNode node)
    {
        var text = node.Text ?? "";
        if (text.Length > 0 && text[0] != '/') findings.Add(MappingProblems.NoPointer(text, node.Place));
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

    private IReadOnlyList<Written>? Names(DocumentFields fields, string field) => fields.List(field) is not { } list ? null : [.. list.Items.Where(i => i.Text is not null).Select(i => new Written(i.Text ?? "", i.Place))];

    // "size: integer" is short for a schema of that type.
    private static (Written Name, Datum Schema)[] Schemas(DocumentNode? map) =>
        [.. (map?.Members ?? []).Select(m => (new Written(m.Key, m.KeySpan.Place), m.Value.Text is { } type ? Datum.MapOf([new("type", Datum.Of(type))]) : m.Value.ToDatum()))];
}
