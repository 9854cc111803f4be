using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Calls the tools of a plain server that its types have, and no others.</summary>
/// <param name="listening">Is told of each call and its answer: for whoever shows the traffic. Arguments and answers are in the clear.</param>
internal sealed class ToolCaller(IProviderConnection server, ProviderSchema schema, Action<string, Datum, ToolAnswer>? listening = null)
{
    private const int LongestText = 4 * 1024 * 1024;

    private readonly HashSet<string> allowed = schema.Types.SelectMany(t => t.Tools).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Is told of each call's tool, as its type uses it, and of what it answered.</summary>
    public event Action<TypeTool, ToolAnswer>? Answered;

    /// <summary>The server fell silent or died, or answered too much; it isn't to be trusted with the next call.</summary>
    public bool IsLost { get; private set; }

    public string Server => server.Name;

    public bool Allows(string tool) => allowed.Contains(tool);

    /// <param name="known">Members that arguments are made of.</param>
    /// <param name="more">One more argument, whatever the members.</param>
    public async Task<ToolAnswer> CallAsync(TypeTool tool, Datum known, TimeSpan timeout, CancellationToken cancellation, KeyValuePair<string, Datum>? more = null)
    {
        if (!Allows(tool.Name)) return ToolAnswer.None($"{tool.Name} is no tool that {server.Name} is mapped to.", maybeDone: false);
        var (arguments, problem) = CallArguments.Of(tool, known);
        if (arguments is null) return ToolAnswer.None($"{problem}.", maybeDone: false);
        if (more is { } another) arguments = arguments.With(another.Key, another.Value);
        var answer = await server.CallToolAsync(tool.Name, arguments, timeout, cancellation);
        if (answer.Texts.Sum(t => (long)t.Length) > LongestText) answer = ToolAnswer.None($"{server.Name} answered {tool.Name} with more than 4 MiB of text.", maybeDone: true);
        if (answer is { Problem: not null, MaybeDone: true }) IsLost = true;
        if (answer.Problem is null && tool.Result.Failure is { } pattern && Absence.Matches(string.Join('\n', answer.Texts), pattern)) answer = answer with { IsError = true };
        listening?.Invoke(tool.Name, arguments, answer);
        Answered?.Invoke(tool, answer);
        return answer;
    }

    /// <summary>What a tool that failed says, in one short line.</summary>
    public static string Words(ToolAnswer answer)
    {
        var said = answer.Texts.Count > 0 ? string.Join(' ', answer.Texts) : answer.Structured?.ToString() ?? "it gave no reason";
        return Words(said);
    }

    /// <summary>What a tool says, in one short line.</summary>
    public static string Words(string said)
    {
        const int longest = 400;
        var line = new string([.. said.Select(c => char.IsControl(c) ? ' ' : c)]).Trim().TrimEnd('.');
        return line.Length > longest ? line[..longest] + "…" : line;
    }
}
