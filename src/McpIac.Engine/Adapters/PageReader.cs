using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Asks a tool that reads, for all its pages where it has some. What isn't read to the end is said: what is missing in a part may be there all the same.</summary>
internal sealed class PageReader(ToolCaller caller)
{
    private const int MostPages = 1000, MostRows = 10_000;

    /// <param name="known">Members that the tool's arguments are made of.</param>
    public async Task<Told> AskAsync(ResourceType type, TypeTool tool, Datum known, TimeSpan timeout, CancellationToken cancellation)
    {
        var (started, rows, asked, last) = (TimeProvider.System.GetTimestamp(), new List<ObjectRow>(), new HashSet<string>(StringComparer.Ordinal), "");
        var page = tool.Pages?.Start is { } start ? Datum.Of(start) : null;
        for (var count = 1; ; count++)
        {
            var more = tool.Pages is { } paged && page is not null ? KeyValuePair.Create(paged.Argument, page) : default(KeyValuePair<string, Datum>?);
            var answer = await caller.CallAsync(tool, known, timeout - TimeProvider.System.GetElapsedTime(started), cancellation, more);
            var told = Read(type, tool, known, answer);
            if (tool.Pages is not { } pages || told.Problem is not null) return told;

            // Beyond the last page some answer that there is none.
            if (told.IsAbsent) return count == 1 ? told : new Told(null, rows);
            if (told.Rows is null) return count == 1 ? told : Failed($"{tool.Name} of {caller.Server} answered with no list of objects when it was asked for {pages.Argument} {page}.");
            rows.AddRange(told.Rows);
            var whole = AnswerValues.Find(answer, []) ?? Datum.Null;
            var (next, trouble) = Next(pages, tool, whole, told.Rows.Count, rows.Count, count);
            if (trouble is not null) return Failed(trouble);
            if (next is null) return new Told(told.Value, rows);
            if (rows.Count >= (pages.Most ?? MostRows) || count >= MostPages)
                return Failed($"{tool.Name} of {caller.Server} tells of more than {rows.Count} objects ({count} pages), so that what isn't among them can't be told. How many it may read, its mapping says: page: {{ most: … }}.");
            var text = whole.ToString();
            if (!asked.Add(next.ToString()) || (pages.IsCounted && text == last)) return Failed($"{tool.Name} of {caller.Server} answers with the same again, whatever its {pages.Argument} is.");
            (page, last) = (next, text);
        }
    }

    private Told Read(ResourceType type, TypeTool tool, Datum known, ToolAnswer answer)
    {
        if (answer.Problem is { } problem) return Failed(problem);
        if (answer.IsError) return Absence.IsSaidByError(answer, tool.Result.Absent) ? Told.Absent : Failed($"{tool.Name} of {caller.Server} failed: {ToolCaller.Words(answer)}.");
        var value = AnswerValues.Find(answer, tool.Result.From);
        return value is null || Absence.IsSaidByValue(value, tool.Result.Absent) ? Told.Absent
            : new Told(value, ObjectRows.In(type, tool, value, known)) { IsPart = tool.Pages is null && (ObjectRows.IsPart(value) || (AnswerValues.Find(answer, []) is { } whole && ObjectRows.IsPart(whole))) };
    }

    /// <summary>What the next page is called; null behind the last.</summary>
    private (Datum? Page, string? Problem) Next(ToolPages pages, TypeTool tool, Datum whole, int onPage, int rows, int count)
    {
        if (pages.IsCounted)
        {
            var isLast = onPage == 0 || onPage < pages.Size || (ObjectRows.SaysWhetherPart(whole) && !ObjectRows.IsPart(whole));
            return (isLast ? null : Datum.Of((pages.Start ?? 0) + (pages.CountsRows ? rows : count)), null);
        }

        var next = pages.From is { } pointer ? JsonPointer.Find(whole, pointer) : ObjectRows.NextPage(whole);
        if (next is { Kind: DatumKind.Number } || next?.AsText() is { Length: > 0 }) return (next, null);
        return ObjectRows.IsPart(whole) ? (null, $"{tool.Name} of {caller.Server} says that its list goes on, but not by which {pages.Argument}. Its mapping says where that stands: page: {{ from: /… }}.") : (null, null);
    }

    private static Told Failed(string why) => new(null, null) { Problem = why };

    /// <summary>What a tool told.</summary>
    /// <param name="Value">Of the last page; null when nothing is there, or it can't be told.</param>
    /// <param name="Rows">Of all pages; null when the value is no list.</param>
    internal sealed record Told(Datum? Value, IReadOnlyList<ObjectRow>? Rows)
    {
        public static Told Absent { get; } = new(null, null) { IsAbsent = true };

        public bool IsAbsent { get; private init; }

        /// <summary>There is more of it, that isn't asked for.</summary>
        public bool IsPart { get; init; }

        public string? Problem { get; init; }
    }
}
