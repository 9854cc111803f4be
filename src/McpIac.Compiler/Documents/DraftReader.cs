using McpIac.Compiler.Binding;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>Drafts → what they declare, and where that is written.</summary>
internal sealed class DraftReader(Findings findings)
{
    private readonly Dictionary<SourcePlace, Creation> creations = [];
    private readonly Dictionary<string, IReadOnlyList<ComponentDefinition>> inside = new(StringComparer.Ordinal);

    /// <summary>Where all of it is written; complete when everything was read.</summary>
    public IReadOnlyCollection<Creation> Creations => creations.Values;

    /// <summary>The components that uses of others are inside of, by the uses' ids.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ComponentDefinition>> Inside => inside;

    public DeclaredResource Resource(ResourceDraft draft)
    {
        var reader = new ValueReader(draft.Names, draft.Each, findings);
        IReadOnlyList<DocumentMember> members = draft.Fields.Map("properties")?.Members ?? [];
        var options = draft.Fields.Map("options")?.Members ?? [];
        var existing = draft.Fields.Member(DeclaredResource.ExistingName);
        if (existing is not null && draft.Fields.Any("properties") is not null && draft.Fields.Member("properties") is { } both)
        {
            findings.Add(ExistingProblems.Written(draft.Name, both.Key, both.KeySpan.Place));
            members = [];
        }

        DeclaredProperty[] properties = [.. members.Select(m => new DeclaredProperty(m.Key, reader.Read(m.Value), null))];
        AddPlaces(draft);
        return new DeclaredResource(draft.Urn, draft.Type, draft.Name, properties, [.. draft.DependsOn(findings).Concat(draft.Around.DependsOn).Distinct(StringComparer.Ordinal)], draft.Place)
        {
            Existing = existing is null ? null : new DeclaredProperty(existing.Key, reader.Read(existing.Value), null),
            Options =
            [
                .. options.Select(o => new DeclaredProperty(o.Key, reader.Read(o.Value), null)),
                .. draft.Around.Options.Where(o => existing is null && options.All(own => own.Key != o.Key)).Select(o => new DeclaredProperty(o.Key, o.Value, null)),
            ],
        };
    }

    /// <summary>The components among drafts that have yet to be made. Each one's inputs may read the outputs of any other, so all are read before the first is complete.</summary>
    public IReadOnlyList<DeclaredUse> Uses(IEnumerable<ResourceDraft> drafts)
    {
        (DeferredUse Use, DeclaredUse Declared)[] read = [.. drafts.Select(d => d.Use is DeferredUse use ? (use, Use(d, use)) : default).Where(u => u.use is not null)];
        return [.. read.Select(r => r.Declared with { Reads = r.Use.Reads })];
    }

    private DeclaredUse Use(ResourceDraft draft, DeferredUse use)
    {
        var site = UseSite.Of(draft, findings);
        AddPlaces(draft);
        inside[draft.Urn] = draft.Around.Inside;
        return use.Declared(site, InputCheck.Options(site, findings));
    }

    /// <summary>Where a value is written that is no resource's.</summary>
    public void AddPlaces(SourcePlace place, DocumentNode value) => creations.TryAdd(place, new Creation(place.Line, place, null, null, new Lazy<WrittenValues>(() => DocumentPlaces.Of(value))));

    // Resources that a for makes are written in one place.
    private void AddPlaces(ResourceDraft draft)
    {
        IReadOnlyList<DocumentMember> members = draft.Fields.Map("properties")?.Members ?? [];
        var options = draft.Fields.Map("options")?.Members ?? [];
        if (draft.Fields.Member(DeclaredResource.ExistingName) is { } existing) members = [existing, .. members];
        creations.TryAdd(draft.Place, new Creation(draft.Place.Line, draft.Place, null, null, new Lazy<WrittenValues>(() => DocumentPlaces.Of(members, options))) { Type = draft.Fields.Any("type")?.Place });
    }
}
