using System.Globalization;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using Scriban;
using Scriban.Runtime;

namespace McpIac.Cli.Documentation;

/// <summary>A page about a provider's types, in Markdown, made of its schema by the template <c>reference.sbn-md</c>.</summary>
internal static class ProviderReference
{
    private const string NotEmpty = "At least 1";

    private static readonly Lazy<Template> Page = new(() =>
    {
        using var stream = typeof(ProviderReference).Assembly.GetManifestResourceStream("reference.sbn-md") ?? throw new InvalidOperationException("The template isn't there.");
        using var reader = new StreamReader(stream);
        return Template.Parse(reader.ReadToEnd());
    });

    public static string Of(ProviderSchema provider)
    {
        var data = new ScriptObject
        {
            ["name"] = MarkdownText.Code(provider.Name), ["version"] = MarkdownText.Of(provider.Version),
            ["types"] = Rows(provider.Types.OrderBy(t => t.Token, StringComparer.Ordinal).Select(Type)),
        };
        var context = new TemplateContext { LoopLimit = 0, LimitToString = 0, StrictVariables = true, NewLine = "\n" };
        context.PushGlobal(new ScriptObject { ["provider"] = data });
        return string.Join('\n', Page.Value.Render(context).Split('\n').Select(l => l.TrimEnd())).Trim('\n') + "\n";
    }

    private static ScriptObject Type(ResourceType type) => new()
    {
        ["token"] = MarkdownText.Code(type.Token),
        ["anchor"] = string.Concat(type.Token.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is '-' or '_')),
        ["title"] = MarkdownText.Of(type.Title),
        ["description"] = MarkdownText.Of(type.Description.Length > 0 ? type.Description : type.Title),
        ["notes"] = Rows(Notes(type)),
        ["properties"] = Rows(Members(type.Properties, "", type.CanUpdate)),
        ["outputs"] = Rows(Members(type.Outputs, "", true)),
        ["examples"] = Rows((type.Raw["examples"]?.Items ?? []).Select(e => DatumWriter.Write(e, sortKeys: false, indent: true))),
    };

    private static IEnumerable<string> Notes(ResourceType type)
    {
        if (type.Deprecated) yield return "Deprecated.";
        if (type.Kind == TypeKind.DataSource) yield return "It is read, and never made or changed.";
        if (type.Kind == TypeKind.Action) yield return "It is run, and again when what it is given changes.";
        if (type.Kind != TypeKind.Resource) yield break;
        if (!type.CanUpdate) yield return "Every change replaces it.";
        if (type.DeleteFirst) yield return "When it is replaced, the old one goes first.";
        if (type.Stateful) yield return "It holds data: deleting it loses them.";
        foreach (var key in type.NaturalKeys) yield return $"No two have the same {string.Join(" and ", key.Select(MarkdownText.Code))}.";
        (string, UndoKind)[] undo = [("Making it", type.UndoCreate), ("changing it", type.UndoUpdate), ("deleting it", type.UndoDelete)];
        yield return $"{string.Join(", ", undo.Where(u => type.CanUpdate || u.Item1 != "changing it").Select(u => $"{u.Item1} {Undone(u.Item2)}"))}.";
    }

    private static string Undone(UndoKind kind) => kind switch
    {
        UndoKind.Exact => "can be taken back",
        UndoKind.Recreate => "can be made good by a new one",
        _ => "can't be taken back",
    };

    private static IEnumerable<ScriptObject> Members(Shape shape, string prefix, bool canUpdate)
    {
        foreach (var member in shape.Members)
        {
            var path = prefix + member.Name;
            yield return new ScriptObject
            {
                ["path"] = MarkdownText.Code(path), ["required"] = member.Required, ["kind"] = MarkdownText.Of(Kind(member.Shape)),
                ["text"] = string.Join(' ', new[] { MarkdownText.Of(member.Shape.Description) }.Concat(Remarks(member, canUpdate)).Where(t => t.Length > 0)),
            };
            var (inner, by) = (member.Shape, "");
            while (inner.Kind is ShapeKind.List or ShapeKind.Map && inner.Element is { } element && !inner.IsRepeat) (inner, by) = (element, by + (inner.Kind == ShapeKind.List ? "[]" : "{}"));
            if (inner.IsRepeat || inner.Kind != ShapeKind.Object) continue;
            foreach (var row in Members(inner, $"{path}{by}.", canUpdate)) yield return row;
        }
    }

    private static string Kind(Shape shape) => shape.Kind switch
    {
        ShapeKind.Text => shape.Format ?? "text",
        ShapeKind.Integer => "whole number",
        ShapeKind.Number => "number",
        ShapeKind.Boolean => "true or false",
        ShapeKind.Object => "object",
        ShapeKind.Map => shape.Element is null or { Kind: ShapeKind.Any } ? "map" : $"map of {Kind(shape.Element)}",
        ShapeKind.List => shape.Element is null or { Kind: ShapeKind.Any } ? "list" : $"list of {Kind(shape.Element)}",
        _ => "anything",
    };

    private static IEnumerable<string> Remarks(ShapeMember member, bool canUpdate)
    {
        var shape = member.Shape;
        if (shape.Enum.Count > 0) yield return $"One of {string.Join(", ", shape.Enum.Select(Value))}.";
        if (Range(shape.Minimum ?? shape.ExclusiveMinimum, shape.Maximum ?? shape.ExclusiveMaximum) is { } range) yield return $"{range}{(shape.ExclusiveMinimum is null && shape.ExclusiveMaximum is null ? "" : ", exclusive")}.";
        if (Range(shape.MinLength > 0 ? shape.MinLength : null, shape.MaxLength) is { } length) yield return length == NotEmpty ? "Not empty." : $"{length} characters.";
        if (Range(shape.MinItems > 0 ? shape.MinItems : null, shape.MaxItems) is { } items) yield return items == NotEmpty ? "Not empty." : $"{items} elements.";
        if (shape.Pattern is { } pattern) yield return $"Fits {MarkdownText.Code(pattern)}.";
        if (shape.Unit is { } unit) yield return $"In {MarkdownText.Of(unit)}.";
        if (shape.Default is { } @default) yield return $"{Value(@default)} unless said.";
        if (shape.Computed) yield return "Chosen by the provider unless said.";
        if (shape.Immutable && canUpdate) yield return "A change replaces it.";
        if (shape.WriteOnly) yield return "It is never told again.";
        if (shape.Sensitive) yield return "Secret.";
        if (shape.References.Count > 0) yield return $"Refers to {string.Join(", ", shape.References.Select(MarkdownText.Code))}{(shape.ReferenceOrText ? ", or is any text" : "")}.";
        if (shape.Unordered) yield return "The order means nothing.";
        if (member.Aliases.Count > 0) yield return $"Also {string.Join(", ", member.Aliases.Select(MarkdownText.Code))}.";
        if (shape.Deprecated) yield return "Deprecated.";
    }

    private static string? Range(double? least, double? most) => (least, most) switch
    {
        (null, null) => null,
        ({ } a, null) => $"At least {Number(a)}",
        (null, { } b) => $"At most {Number(b)}",
        ({ } a, { } b) => a.Equals(b) ? $"Just {Number(a)}" : $"{Number(a)} to {Number(b)}",
    };

    private static string Number(double value) => value.ToString("0.################", CultureInfo.InvariantCulture);

    private static string Value(Datum value) => MarkdownText.Code(value.ToString() ?? "");

    private static ScriptArray Rows(IEnumerable<object> rows) => [.. rows];
}
