using McpIac.Schemas.Data;

namespace McpIac.Schemas.Catalogs;

/// <summary>The tools of a type as its snapshot has them: <c>{ role, name, wrapper, wrapsList, arguments: [[name, member, asList]], fixed, computed, result, page }</c>.</summary>
internal static class TypeToolDatum
{
    public static Datum Write(TypeTool tool)
    {
        var members = new List<KeyValuePair<string, Datum>>
        {
            new("role", Datum.Of(tool.Role.ToString())), new("name", Datum.Of(tool.Name)), new("wrapper", Text(tool.Wrapper) ?? Datum.Null), new("wrapsList", Datum.Of(tool.WrapsList)),
            new("arguments", Datum.ListOf(tool.Arguments.Select(a => Datum.ListOf([Datum.Of(a.Name), Datum.Of(a.Member), Datum.Of(a.AsList)])))),
        };
        if (tool.Fixed.Members.Count > 0) members.Add(new("fixed", tool.Fixed));
        if (tool.Computed.Count > 0) members.Add(new("computed", Texts(tool.Computed)));
        if (Write(tool.Result) is { Members.Count: > 0 } result) members.Add(new("result", result));
        if (tool.Pages is { } pages) members.Add(new("page", Write(pages)));
        return Datum.MapOf(members);
    }

    /// <summary>The tool, or null when it isn't one.</summary>
    public static TypeTool? Read(Datum raw)
    {
        if (!Enum.TryParse<ToolRole>(raw["role"]?.AsText(), out var role) || raw["name"]?.AsText() is not { Length: > 0 } name) return null;
        var arguments = (raw["arguments"]?.Items ?? []).Where(a => a.Items.Count == 3 && a.Items[0].AsText() is not null && a.Items[1].AsText() is not null)
            .Select(a => new ToolArgument(a.Items[0].AsText() ?? "", a.Items[1].AsText() ?? "", a.Items[2].AsBoolean() == true));
        return new TypeTool(role, name, raw["wrapper"]?.AsText(), raw["wrapsList"]?.AsBoolean() == true, arguments.ToArray())
        {
            Fixed = raw["fixed"] is { Kind: DatumKind.Map } @fixed ? @fixed : Datum.EmptyMap,
            Computed = Texts(raw["computed"]),
            Result = raw["result"] is { Kind: DatumKind.Map } result ? ReadResult(result) : ToolResult.Plain,
            Pages = raw["page"]?["argument"]?.AsText() is { Length: > 0 } argument ? ReadPages(argument, raw["page"] ?? Datum.EmptyMap) : null,
        };
    }

    private static Datum Write(ToolResult result)
    {
        var members = new List<KeyValuePair<string, Datum?>>
        {
            new("from", result.From.Count > 0 ? Datum.ListOf(result.From.Select(Datum.Of)) : null), new("rows", Text(result.Rows)),
            new("members", result.Members.Count > 0 ? Texts(result.Members) : null), new("failure", Text(result.Failure)), new("until", Text(result.Until)),
        };
        if (!result.Absent.Equals(ToolAbsence.Guessed))
        {
            var absent = new List<KeyValuePair<string, Datum>> { new("error", Datum.Of(result.Absent.AnyError)), new("empty", Datum.Of(result.Absent.Empty)) };
            if (result.Absent.Text is { } text) absent.Add(new("text", Datum.Of(text)));
            if (result.Absent.When is { } when) absent.Add(new("when", Datum.Of(when)));
            members.Add(new("absent", Datum.MapOf(absent)));
        }

        return Datum.MapOf(members.Where(m => m.Value is not null).Select(m => new KeyValuePair<string, Datum>(m.Key, m.Value ?? Datum.Null)));
    }

    private static Datum Write(ToolPages pages)
    {
        var members = new List<KeyValuePair<string, Datum>> { new("argument", Datum.Of(pages.Argument)) };
        if (pages.From is { } from) members.Add(new("from", Datum.Of(from)));
        if (pages.Start is { } start) members.Add(new("start", Datum.Of(start)));
        if (pages.CountsRows) members.Add(new("by", Datum.Of("rows")));
        if (pages.Size is { } size) members.Add(new("size", Datum.Of(size)));
        if (pages.Most is { } most) members.Add(new("most", Datum.Of(most)));
        return Datum.MapOf(members);
    }

    private static ToolPages ReadPages(string argument, Datum raw) => new(argument)
    {
        From = raw["from"]?.AsText(), Start = raw["start"]?.AsInteger(), CountsRows = raw["by"]?.AsText() == "rows", Size = (int?)raw["size"]?.AsInteger(), Most = (int?)raw["most"]?.AsInteger(),
    };

    private static ToolResult ReadResult(Datum raw) => new()
    {
        From = (raw["from"]?.Items ?? []).Select(s => s.AsText()).OfType<string>().ToArray(),
        Rows = raw["rows"]?.AsText(),
        Members = Texts(raw["members"]),
        Failure = raw["failure"]?.AsText(),
        Until = raw["until"]?.AsText(),
        Absent = raw["absent"] is not { Kind: DatumKind.Map } absent ? ToolAbsence.Guessed
            : new ToolAbsence { AnyError = absent["error"]?.AsBoolean() == true, Empty = absent["empty"]?.AsBoolean() != false, Text = absent["text"]?.AsText(), When = absent["when"]?.AsText() },
    };

    private static Datum Texts(IEnumerable<KeyValuePair<string, string>> texts) => Datum.MapOf(texts.Select(t => new KeyValuePair<string, Datum>(t.Key, Datum.Of(t.Value))));

    private static IReadOnlyList<KeyValuePair<string, string>> Texts(Datum? map) =>
        (map?.Members ?? []).Where(m => m.Value.AsText() is not null).Select(m => new KeyValuePair<string, string>(m.Key, m.Value.AsText() ?? "")).ToArray();

    private static Datum? Text(string? text) => text is null ? null : Datum.Of(text);
}
