using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Constants;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Language;

/// <summary>What creations of resources are named.</summary>
internal static class ResourceNames
{
    /// <summary>The value of the parameter <c>name</c>.</summary>
    public static IOperation? Written(IObjectCreationOperation creation) => Argument(creation, "name");

    public static IOperation? Argument(IObjectCreationOperation creation, string parameter) =>
        creation.Arguments.FirstOrDefault(a => a.Parameter?.Name == parameter && a.ArgumentKind == ArgumentKind.Explicit)?.Value;

    public static string? Of(IObjectCreationOperation creation, Frame frame, ProgramFacts program) =>
        Written(creation) is { } name ? new Evaluation(program).Of(name, frame)?.AsText() : null;

    /// <summary>As messages call it: its name, or where that isn't a constant, what it is.</summary>
    public static string Shown(IObjectCreationOperation creation, Frame frame, ProgramFacts program) => Of(creation, frame, program) ?? $"this {creation.Type?.Name}";

    /// <summary>The place that the binder names: the creation without its initializer.</summary>
    public static Location Place(IObjectCreationOperation creation)
    {
        var syntax = (Microsoft.CodeAnalysis.CSharp.Syntax.BaseObjectCreationExpressionSyntax)creation.Syntax;
        var end = syntax.ArgumentList?.Span.End ?? syntax.Span.End;
        return Location.Create(syntax.SyntaxTree, new(syntax.SpanStart, end - syntax.SpanStart));
    }
}
