using McpIac.Dsl.Deployments;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Rendering;

/// <summary>What is known to exist.</summary>
internal static class StateView
{
    public static IEnumerable<Line> List(DeploymentState state)
    {
        ResourceState[] resources = [.. state.Resources.Values.OrderBy(r => r.Type, StringComparer.Ordinal).ThenBy(r => r.Urn, StringComparer.Ordinal)];
        var (type, name) = (Width(resources.Select(r => r.Type)), Width(resources.Select(r => Urns.Local(r.Urn))));
        foreach (var resource in resources)
        {
            var left = resource.Deposed.Count == 0 ? "" : $"  {resource.Deposed.Count} left over from a replacement";
            yield return new Line(new Piece(resource.Type.PadRight(type), Ink.Accent), "  ", new Piece(Urns.Local(resource.Urn).PadRight(name), Ink.Strong), "  ", resource.Id, new Piece($"{left}{Marks(resource)}", Ink.Warn));
        }

        if (resources.Length == 0) yield return new Line($"The state of {state.Deployment} is empty.");
        foreach (var pending in state.Pending)
        {
            yield return new Line(new Piece($"in doubt: {pending.Action} {pending.Name} ({pending.Type})", Ink.Warn));
        }
    }

    public static IEnumerable<Line> Show(ResourceState resource)
    {
        yield return new Line(new Piece(Urns.Local(resource.Urn), Ink.Strong), "  ", new Piece(resource.Type, Ink.Accent));
        yield return new Line(new Piece("  urn  ", Ink.Faint), resource.Urn);
        yield return new Line(new Piece("  id   ", Ink.Faint), resource.Id);
        if (Marks(resource) is { Length: > 0 } marks) yield return new Line(new Piece(marks, Ink.Warn));
        foreach (var line in Values("Inputs", resource.Inputs).Concat(Values("Outputs", resource.Outputs))) yield return line;
        if (resource.Dependencies.Count > 0) yield return new Line("  ", new Piece("Depends on", Ink.Strong));
        foreach (var dependency in resource.Dependencies) yield return new Line($"    {dependency}");
        foreach (var deposed in resource.Deposed) yield return new Line(new Piece($"  left over from a replacement: {deposed.Id}", Ink.Warn));
    }

    private static string Marks(ResourceState resource) => $"{(resource.Tainted ? "  tainted" : "")}{(resource.Protected ? "  protected" : "")}";

    private static IEnumerable<Line> Values(string title, Datum values)
    {
        if (values.Members.Count == 0) yield break;
        yield return new Line("  ", new Piece(title, Ink.Strong));
        foreach (var line in values.Members.SelectMany(m => ChangeView.New(m.Key, m.Value))) yield return line.Indented(4);
    }

    private static int Width(IEnumerable<string> texts) => Math.Min(40, texts.Select(t => t.Length).DefaultIfEmpty(0).Max());
}
