using System.Text.RegularExpressions;

namespace McpIac.Architecture.Tests;

/// <summary>Every relative link of the documentation leads to a file, and its fragment to a heading of it.</summary>
public sealed partial class DocumentationLinkTests
{
    [Fact]
    public void EachRelativeLink_LeadsSomewhere()
    {
        var pages = Directory.GetFiles(Repository.Root, "*.md").Concat(Repository.Files("docs", "*.md")).ToArray();
        var broken = pages.SelectMany(page => Link().Matches(Quoted().Replace(Code().Replace(File.ReadAllText(page), ""), "")).Select(m => m.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !Leads(page, link))
            .Select(link => $"{Repository.Relative(page)}: {link}"));
        Assert.NotEmpty(pages);
        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("docs/decisions")]
    [InlineData("docs/providers")]
    public void EachPage_IsInItsIndex(string folder)
    {
        var index = File.ReadAllText(Path.Combine(Repository.Root, folder, "README.md"));
        var pages = Repository.Files(folder, "*.md").Select(p => Path.GetRelativePath(Path.Combine(Repository.Root, folder), p).Replace('\\', '/')).Where(p => p != "README.md");
        Assert.All(pages, p => Assert.Contains($"({p})", index, StringComparison.Ordinal));
    }

    private static bool Leads(string page, string link)
    {
        var (path, fragment) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
        var target = path.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, path);
        if (!Path.Exists(target)) return false;
        return fragment is null || Heading().Matches(Code().Replace(File.ReadAllText(target), "")).Any(m => Slug(m.Groups[1].Value) == fragment);
    }

    // As GitHub names a heading's anchor.
    private static string Slug(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    // A pattern may look like a link.
    [GeneratedRegex("`` .*? ``|`[^`\\n]*`")]
    private static partial Regex Quoted();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
