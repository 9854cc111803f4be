using System.Globalization;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;

namespace McpIac.Plans.Planning;

public sealed partial class PlanBuilder
{
    private const int NamedCauses = 3;

    /// <summary>Why what stands at a path isn't known yet: <c>because app-subnet is replaced</c>.</summary>
    private string? Cause(BoundResource resource, string path)
    {
        if (At(resource, path) is not { } expression) return null;
        Evaluator.Evaluate(expression, scope);
        return Because(scope.TakeUnknown());
    }

    private string? Because(IReadOnlyList<string> unknown)
    {
        var causes = unknown.Where(planned.ContainsKey).Select(u => planned[u]).Select(p => p.Resource.Name + p.Action switch
        {
            StepAction.Create => " is created",
            StepAction.Replace => " is replaced",
            StepAction.Update => " is updated",
            StepAction.Import => " is imported",
            StepAction.Read when p.Found is null => " is read",
            _ => " has a secret output",
        }).ToArray();
        if (causes.Length == 0) return null;
        var more = causes.Length - NamedCauses;
        return "because " + string.Join(" and ", more > 1 ? [.. causes.Take(NamedCauses), string.Create(CultureInfo.InvariantCulture, $"{more} others change")] : causes);
    }

    // As far in as lists and maps are written out; a computed one counts as a whole.
    private static Expression? At(BoundResource resource, string path)
    {
        var segments = path.Split('/');
        if (!resource.Properties.TryGetValue(segments[0], out var found)) return null;
        foreach (var segment in segments.Skip(1))
        {
            var inner = found switch
            {
                ListExpression list when int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count => list.Items[index],
                MapExpression map => map.Members.LastOrDefault(m => m.Key == segment).Value,
                _ => null,
            };
            if (inner is null) break;
            found = inner;
        }

        return found;
    }
}
