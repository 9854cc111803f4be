using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Rules;

/// <summary>
/// <c>"${vpc.id}"</c>, as other languages interpolate. In C# it is plain text. Shell scripts and templates are full of such texts, so it counts only when it
/// names a variable of the program and, after it, what that variable has.
/// </summary>
internal sealed class PlaceholderInText : Rule
{
    private static readonly Regex Placeholder = new(@"\$\{ *([A-Za-z_]\w*)((?:\.\w+|\[\d+\])*) *\}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI3104", "A placeholder stands in a plain text", DiagnosticSeverity.Warning)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        foreach (var written in program.WrittenIn(tree))
        {
            if (written.Value.Syntax is not LiteralExpressionSyntax { Token.Value: string text } literal || text.IndexOf("${", StringComparison.Ordinal) < 0 || text.Length > 100_000) continue;
            foreach (Match match in Placeholder.Matches(text))
            {
                if (Expression(match, literal, tree.Model, program.Dsl) is not { } expression) continue;
                yield return new Finding(Problem(match.Value, expression), literal.GetLocation(), $"{match.Value}\n{expression}");
                break;
            }
        }
    }

    private static Diagnostic Problem(string placeholder, string expression) => Diagnostic.Warning("MCI3104",
        $"\"{placeholder}\" is plain text in C#, so the provider gets it as it stands.", null, $"Write an interpolated text: $\"{{{expression}}}\".");

    /// <summary>The C# expression that a placeholder means, or null when it names nothing in scope.</summary>
    private static string? Expression(Match match, SyntaxNode at, SemanticModel model, DslTypes dsl)
    {
        var name = match.Groups[1].Value;
        var type = model.LookupSymbols(at.SpanStart, name: name).Select(s => s switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        }).FirstOrDefault(t => t is not null);
        if (type is null || type.SpecialType == SpecialType.System_Object) return null;
        var expression = name;
        foreach (var segment in match.Groups[2].Value.Split(['.'], StringSplitOptions.RemoveEmptyEntries))
        {
            var member = segment.Split('[')[0];
            if (member.Length == 0) expression += segment;
            else if (MemberOf(type, member, dsl) is { } found) (expression, type) = ($"{expression}.{found.Name}{segment.Substring(member.Length)}", found.Type);
            else return null;
        }

        return dsl.IsResource(type) ? null : expression;
    }

    private static IPropertySymbol? MemberOf(ITypeSymbol type, string name, DslTypes dsl) => type.GetMembers().OfType<IPropertySymbol>()
        .FirstOrDefault(p => p.Name == name || dsl.Property(p)?.WireName == name || string.Equals(p.Name, name.Replace("_", ""), StringComparison.OrdinalIgnoreCase));
}
