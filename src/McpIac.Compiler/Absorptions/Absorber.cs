using McpIac.Compiler.Conversion;
using McpIac.Compiler.Documents;
using McpIac.Compiler.Programs;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Drifts;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Absorptions;

/// <summary>
/// What was changed outside → the program's source with what is: values that are written as literals are written anew where they stand, and everything else stays byte for byte.
/// </summary>
public static class Absorber
{
    /// <summary>Writes nothing. Never throws for what the program does wrong.</summary>
    public static async Task<Absorption> AbsorbAsync(CompileRequest request, IReadOnlyList<Drift> drifts, CancellationToken cancellation)
    {
        var (catalog, program, bound, problems) = await ReadAsync(request, cancellation);
        if (bound is null) return new Absorption([], [], problems);
        var source = new SourceValues(catalog, program, cancellation);
        var (values, said, edits) = (new List<AbsorbedValue>(), new List<Diagnostic>(), new Dictionary<string, List<TextEdit>>(StringComparer.Ordinal));
        foreach (var drift in drifts.Where(d => !d.IsSilent))
        {
            if (bound.Resources.FirstOrDefault(r => r.Urn == drift.Urn || r.Options.Aliases.Contains(drift.Urn)) is not { } resource)
            {
                said.Add(AbsorptionProblems.Refused(drift.Was.Name, "the program doesn't have it", null, "The next apply deletes it."));
                continue;
            }

            if (drift.Now is not { } now)
            {
                said.Add(AbsorptionProblems.Refused(drift.Was.Name, "it is gone", resource.Place, "Take it out of the program, or let an apply make it anew."));
                continue;
            }

            Absorb(drift, now, resource, source, values, said, edits);
        }

        FilePatch[] patches = [.. edits.Where(e => e.Value.Count > 0).OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new FilePatch(e.Key, source.Text(e.Key), TextEdit.Apply(source.Text(e.Key), e.Value)))];
        return new Absorption(patches, values, said);
    }

    /// <summary>Writes the patches, and reads the program again: when it doesn't mean what is then, everything is put back, and MCI3071 says so.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> WriteAsync(CompileRequest request, Absorption absorption, CancellationToken cancellation)
    {
        var (_, _, before, problems) = await ReadAsync(request, cancellation);
        if (before is null) return problems;
        var kept = new List<(string Path, byte[] Bytes)>();
        try
        {
            foreach (var patch in absorption.Patches)
            {
                var bytes = await File.ReadAllBytesAsync(patch.Path, cancellation);
                kept.Add((patch.Path, bytes));
                await File.WriteAllBytesAsync(patch.Path, SourceBytes.Like(bytes, patch.After), CancellationToken.None);
            }

            var (_, _, after, wrong) = await ReadAsync(request, cancellation);
            var difference = after is null ? wrong.FirstOrDefault(d => d.Severity == Severity.Error)?.Message.TrimEnd('.') ?? "it can't be read"
                : Sameness.Difference(absorption.Values.Aggregate(before, With), after);
            if (difference is null) return [];
            await RestoreAsync(kept);
            return [AbsorptionProblems.Differs(difference)];
        }
        catch
        {
            await RestoreAsync(kept);
            throw;
        }
    }

    private static async Task RestoreAsync(IEnumerable<(string Path, byte[] Bytes)> kept)
    {
        foreach (var (path, bytes) in kept) await File.WriteAllBytesAsync(path, bytes, CancellationToken.None);
    }

    private static void Absorb(
        Drift drift, Plans.States.ResourceState now, BoundResource resource, SourceValues source, List<AbsorbedValue> values, List<Diagnostic> said, Dictionary<string, List<TextEdit>> edits)
    {
        var (value, lead, why) = drift.Properties.Count == 0 ? (null, [], "only what its provider yields differs, which the program doesn't say") : source.Find(resource);
        if (value is null)
        {
            said.Add(AbsorptionProblems.Refused(drift.Was.Name, why ?? "", resource.Place, drift.Properties.Count == 0 ? "An apply lets state say so too." : "Change the program by hand, or put it back: --reconcile."));
            return;
        }

        var changes = new List<ValueChange>();
        foreach (var change in drift.Properties)
        {
            var path = ValueChange.Segments(change.Path, drift.Was.Inputs, now.Inputs, drift.Was.Seen);
            var (actual, sent, declared) = (ValueChange.At(now.Inputs, path), ValueChange.At(drift.Was.Inputs, path), Declared(resource, path));
            if (Refusal(change, resource, actual, sent, declared) is { } refusal) said.Add(Refused(refusal, resource, path, resource.Place));
            else if (!(declared.IsKnown && Equals(declared.Value, actual))) changes.Add(new ValueChange([.. lead, .. path], actual));
        }

        var changer = new ValueChanger();
        changer.Change(value, changes);
        said.AddRange(changer.Refused.Select(r => Refused(r.Why, resource, [.. r.Change.Path.Skip(lead.Count)], r.Place)));
        var refused = changer.Refused.Select(r => r.Change).ToHashSet();
        values.AddRange(changes.Where(c => !refused.Contains(c)).Select(c => new AbsorbedValue(resource.Urn, resource.Name, [.. c.Path.Skip(lead.Count)], c.Value)));
        var file = value.Place.File;
        if (!edits.TryGetValue(file, out var all)) edits[file] = all = [];
        all.AddRange(changer.Edits);
    }

    private static string? Refusal(PropertyChange change, BoundResource resource, Datum? actual, Datum? sent, (bool IsKnown, Datum? Value) declared)
    {
        if (IsSecret(actual) || IsSecret(sent)) return "it is a secret";
        if (resource.Options.IgnoreChanges.Any(p => p.Covers(change.Path))) return "the option ignoreChanges leaves it to others";
        return declared.IsKnown && !Equals(declared.Value, sent) && !Equals(declared.Value, actual) ? "the program was changed there too, since the last apply" : null;
    }

    private static Diagnostic Refused(string why, BoundResource resource, IReadOnlyList<string> path, SourcePlace? place) =>
        AbsorptionProblems.Refused($"{string.Join('.', path)} of {resource.Name}", why, place, "Change the program by hand, or put it back: --reconcile.");

    private static bool IsSecret(Datum? value) => value is not null && (Fingerprints.ContainsAny(value) || value.Equals(Evaluation.Masked) || value.Items.Any(IsSecret) || value.Members.Any(m => IsSecret(m.Value)));

    // What the program says at a path, where it says it as a literal, or says nothing.
    private static (bool IsKnown, Datum? Value) Declared(BoundResource resource, IReadOnlyList<string> path)
    {
        if (!resource.Properties.TryGetValue(path[0], out var expression)) return (true, null);
        for (var i = 1; i < path.Count; i++)
        {
            switch (expression)
            {
                case Literal literal: return (true, ValueChange.At(literal.Value, path.Skip(i)));
                case MapExpression map when map.Members.LastOrDefault(m => m.Key == path[i]).Value is { } member: expression = member; break;
                case MapExpression: return (true, null);
                case ListExpression list when int.TryParse(path[i], out var index) && index < list.Items.Count: expression = list.Items[index]; break;
                default: return (false, null);
            }
        }

        return Known(expression) is { } value ? (true, value.IsNull ? null : value) : (false, null);
    }

    private static Datum? Known(Expression expression) => expression switch
    {
        Literal { Value: var value } => value,
        ListExpression list when list.Items.Select(Known).ToArray() is var items && items.All(i => i is not null) => Datum.ListOf(items.OfType<Datum>()),
        MapExpression map when map.Members.All(m => Known(m.Value) is not null) => Datum.MapOf(map.Members.Select(m => KeyValuePair.Create(m.Key, Known(m.Value) ?? Datum.Null))),
        _ => null,
    };

    private static BoundDeployment With(BoundDeployment deployment, AbsorbedValue absorbed) => deployment with
    {
        Resources = [.. deployment.Resources.Select(r => r.Urn != absorbed.Urn ? r : r with { Properties = With(r.Properties, absorbed) })],
    };

    private static Dictionary<string, Expression> With(IReadOnlyDictionary<string, Expression> properties, AbsorbedValue absorbed)
    {
        var all = With(new MapExpression([.. properties]), absorbed.Path, absorbed.Value) as MapExpression;
        return (all?.Members ?? []).ToDictionary(StringComparer.Ordinal);
    }

    private static Expression With(Expression expression, IReadOnlyList<string> path, Datum? value)
    {
        if (path.Count == 0) return new Literal(value ?? Datum.Null);
        var inner = CanonicalForm.Of(expression);
        if (inner is ListExpression list) return new ListExpression([.. list.Items.Select((item, i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture) == path[0] ? With(item, [.. path.Skip(1)], value) : item)]);
        IReadOnlyList<KeyValuePair<string, Expression>> members = inner is MapExpression map ? map.Members : [];
        var old = members.LastOrDefault(m => m.Key == path[0]).Value;
        if (path.Count == 1 && value is null) return new MapExpression([.. members.Where(m => m.Key != path[0])]);
        return new MapExpression([.. members.Where(m => m.Key != path[0]), KeyValuePair.Create(path[0], With(old ?? new MapExpression([]), [.. path.Skip(1)], value))]);
    }

    private static async Task<(Catalog Catalog, DeclaredProgram Program, BoundDeployment? Bound, IReadOnlyList<Diagnostic> Problems)> ReadAsync(CompileRequest request, CancellationToken cancellation)
    {
        // Text of a secret must not get from a parameter's source into the program.
        request = request with { ParametersApart = ParametersApart.Secrets };
        var (catalog, broken) = ProgramCompiler.LoadCatalog(request.SchemasDirectory);
        var program = await ProgramCompiler.DeclareAsync(request, catalog, cancellation);
        var (bound, problems) = ProgramCompiler.Bind(program, catalog, request.ProviderInstances);
        IReadOnlyList<Diagnostic> found = [.. broken, .. problems];
        return (catalog, program, found.Any(d => d.Severity == Severity.Error) ? null : bound, found);
    }
}
