using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;

namespace McpIac.Providers.Postgres.Ownership;

/// <summary>
/// What says in an object's comment which change made it, written in the transaction that makes it. So a create whose answer was lost finds what it made, and nothing else:
/// the key is of that one create.
/// </summary>
internal static partial class Mark
{
    [GeneratedRegex(@"\s*\[mciacc \S+ [^\n]*\]$")]
    private static partial Regex Pattern();

    /// <summary>What the comment of the object that a change made begins its mark with.</summary>
    public static string Of(string key) => $"[mciacc {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..Length]} ";

    // Keys may be any text and long; so much of their hash tells them apart.
    private const int Length = 32;

    /// <summary>A comment as it is kept: what its author wrote, then the mark.</summary>
    public static string On(string? comment, OperationContext context) => $"{(string.IsNullOrEmpty(comment) ? "" : comment + "\n")}{Of(context.Key)}{context.Urn.ReplaceLineEndings(" ")}]";

    /// <summary>Another comment with the mark that there was.</summary>
    public static string Keeping(string? former, string? comment) =>
        former is not null && Pattern().Match(former) is { Success: true } mark ? $"{(string.IsNullOrEmpty(comment) ? "" : comment + "\n")}{mark.Value.TrimStart()}" : comment ?? "";

    /// <summary>What the author wrote; null for nothing.</summary>
    public static string? Comment(string? kept) => kept is null || Pattern().Replace(kept, "") is not { Length: > 0 } comment ? null : comment;

    /// <summary>A condition on a column of comments; its parameter is <c>@mark</c>.</summary>
    public static string Condition(string comment) => $"position(@mark IN {comment}) > 0";

    public static string Statement(string kind, string name, string comment) => $"COMMENT ON {kind} {name} IS {(comment.Length == 0 ? "NULL" : Sql.Text(comment))}";
}
