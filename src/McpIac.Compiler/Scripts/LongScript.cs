using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace McpIac.Compiler.Scripts;

/// <summary>
/// Divides a long script into several methods. The compiler makes one method of all statements, and the program's process needs some 40 KB to compile each of them then.
/// A run of statements becomes a method that is called at once; what it declares is declared at the file's end. Works on the text, and keeps every line and
/// column what it was.
/// </summary>
internal static class LongScript
{
    private const int Long = 2_000;
    private const int Run = 100;

    /// <summary>The text of the same program in several methods; null when the script isn't long.</summary>
    public static string? Divide(SyntaxTree tree, CancellationToken cancellation)
    {
        if (tree.GetRoot(cancellation) is not CompilationUnitSyntax { Members: { Count: >= Long } members }) return null;
        var edits = new List<Edit>();
        var declarations = new StringBuilder("\n");
        for (var i = 1; i < members.Count; i++)
        {
            var length = 0;
            while (length < Run && i + length < members.Count && Movable(members[i + length])) length++;
            if (length < 2) continue;

            // The line before holds the start, so that the statements stay where they are.
            edits.Add(new(members[i - 1].Span.End, 0, $"void __part{i + length - 1}() {{"));
            foreach (var declaration in members.Skip(i).Take(length).OfType<FieldDeclarationSyntax>()) Move(declaration.Declaration, edits, declarations);
            i += length - 1;
            edits.Add(new(members[i].Span.End, 0, $"}} __part{i}();"));
        }

        return Apply(tree.GetText(cancellation).ToString(), edits) + declarations;
    }

    private static string Apply(string source, IReadOnlyCollection<Edit> edits)
    {
        var text = new StringBuilder(source.Length + edits.Sum(e => e.Text.Length));
        var done = 0;
        foreach (var edit in edits)
        {
            text.Append(source, done, edit.Position - done).Append(edit.Text);
            done = edit.Position + edit.Length;
        }

        return text.Append(source, done, source.Length - done).ToString();
    }

    private static void Move(VariableDeclarationSyntax declaration, List<Edit> edits, StringBuilder declarations)
    {
        var type = declaration.Type.IsVar && declaration.Variables[0].Initializer?.Value is ObjectCreationExpressionSyntax created ? created.Type : declaration.Type;
        edits.Add(new(declaration.Type.SpanStart, declaration.Type.Span.Length, new string(' ', declaration.Type.Span.Length)));
        declarations.Append(type).Append(' ').Append(declaration.Variables[0].Identifier.Text).Append(';');
    }

    private static bool Movable(MemberDeclarationSyntax member) => IsPlain(member) && !member.DescendantNodes().Any(StaysInItsMethod);

    private static bool IsPlain(MemberDeclarationSyntax member) => member switch
    {
        GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: false } } => true,
        FieldDeclarationSyntax { AttributeLists.Count: 0, Modifiers.Count: 0, Declaration: { Variables: [{ Initializer.Value: { } value, ArgumentList: null }] } declaration, SemicolonToken.IsMissing: false } =>
            OnOneLine(declaration.Type) && value is not InitializerExpressionSyntax && (declaration.Type.IsVar ? value is ObjectCreationExpressionSyntax : declaration.Type is not RefTypeSyntax and not ScopedTypeSyntax),
        _ => false,
    };

    private static bool OnOneLine(TypeSyntax type) => !type.ToString().AsSpan().ContainsAny('\r', '\n');

    // What awaits, and variables that the statements after it see.
    private static bool StaysInItsMethod(SyntaxNode node) => node is AwaitExpressionSyntax or VariableDesignationSyntax;

    private sealed record Edit(int Position, int Length, string Text);
}
