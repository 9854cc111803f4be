using McpIac.Compiler.Children;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Compiler.Scripts;

/// <summary>
/// Writes a note of the current line before every statement of a script: how a program that never ends or takes its process down is found.
/// Works on the text, so that directives and everything else stay as they are.
/// </summary>
internal sealed class LineNotes(CSharpParseOptions options)
{
    public const string Class = $$"""
        internal static class {{LastLine.ClassName}}
        {
            internal static System.IO.UnmanagedMemoryAccessor {{LastLine.FieldName}};
            internal static void At(long place) => {{LastLine.FieldName}}?.Write(0L, place);
        }
        """;

    private readonly List<string> files = [];

    /// <summary>The files rewritten, in the order their notes number them.</summary>
    public IReadOnlyList<string> Files => files;

    public string Rewrite(string path, string source)
    {
        files.Add(path);
        var tree = CSharpSyntaxTree.ParseText(source, options);
        var insertions = new List<(int Position, string Text)>();
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is MemberDeclarationSyntax member) AddMember(member, insertions);
            else if (node is StatementSyntax statement) AddStatement(statement, insertions);
        }

        return Apply(source, insertions);
    }

    private void AddMember(MemberDeclarationSyntax member, List<(int, string)> insertions)
    {
        if (member is { Parent: CompilationUnitSyntax } and (GlobalStatementSyntax or FieldDeclarationSyntax)) insertions.Add((member.SpanStart, Note(member)));
    }

    private void AddStatement(StatementSyntax statement, List<(int, string)> insertions)
    {
        if (statement is BlockSyntax block)
        {
            insertions.Add((block.OpenBraceToken.Span.End, Note(block.Parent is StatementSyntax owner ? owner : block)));
        }
        else if (statement.Parent is BlockSyntax or SwitchSectionSyntax)
        {
            insertions.Add((statement.SpanStart, Note(statement)));
        }
        else if (statement.Parent is StatementSyntax and not LabeledStatementSyntax || statement.Parent is ElseClauseSyntax)
        {
            insertions.Add((statement.SpanStart, "{ " + Note(statement)));
            insertions.Add((statement.Span.End, " }"));
        }
    }

    private string Note(SyntaxNode node)
    {
        var line = node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
        return $"{LastLine.ClassName}.At({((long)(files.Count - 1) << 32) | (uint)line}L); ";
    }

    private static string Apply(string source, List<(int Position, string Text)> insertions)
    {
        var text = new System.Text.StringBuilder(source.Length * 2);
        var done = 0;
        foreach (var (position, inserted) in insertions.OrderBy(i => i.Position))
        {
            text.Append(source, done, position - done).Append(inserted);
            done = position;
        }

        return text.Append(source, done, source.Length - done).ToString();
    }
}
