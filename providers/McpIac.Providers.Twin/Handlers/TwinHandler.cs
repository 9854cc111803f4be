using McpIac.Providers.Handlers;
using McpIac.Providers.Twin.Mocks;
using McpIac.Providers.Twin.Values;
using McpIac.Providers.Twin.Worlds;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Twin.Handlers;

/// <summary>One resource type of a twin, from its schema alone.</summary>
internal sealed class TwinHandler(ResourceType type, TwinWorld world, WorldRules rules) : IResourceHandler
{
    private const int MostSalts = 1000;

    public ResourceType Type => type;

    /// <summary>Those of this type.</summary>
    public IReadOnlyList<MockedOutputs> Mocks { get; init; } = [];

    // What isn't recorded isn't in the world either: a crash in between leaves nothing behind.
    public bool Repeatable => true;

    public IEnumerable<WireDiagnostic> Check(Datum properties, OperationContext context)
    {
        lock (world.Gate)
        {
            var found = rules.DanglingReferences(type, properties, context.Urn).ToList();
            if (ObjectBuilder.LacksOutputSchema(type)) found.Add(new WireDiagnostic("info", "noOutputSchema", NoSchema(), "", context.Urn));
            return found;
        }
    }

    public Task<ResourceObject> CreateAsync(Datum properties, OperationContext context)
    {
        if (type.Kind == TypeKind.DataSource) throw new ProviderException(ErrorCodes.Unsupported, $"{type.Token} is only read");
        lock (world.Gate)
        {
            RefuseDangling(properties, context);
            var (outputs, missing) = BuildNew(properties, context);
            RefuseTwice(properties, outputs, null);
            return Task.FromResult(Keep(properties, outputs, missing, context));
        }
    }

    public Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context)
    {
        lock (world.Gate) return Task.FromResult(world.Find(type.Token, known.Id) is { IsImagined: false } found ? found.Value : null);
    }

    public Task<ResourceObject?> LookAsync(string id, OperationContext context)
    {
        lock (world.Gate)
        {
            // A data source owns nothing; its id is what it is asked.
            if (type.Kind == TypeKind.DataSource)
            {
                var asked = DatumReader.Read(id).Value ?? Datum.EmptyMap;
                var (told, _) = new ObjectBuilder(new ObjectRequest(type, $"/{type.Token}/{id}", id, 0, asked) { Mocked = MockedOutputs.Of(Mocks, id) }, world, rules).Build();
                return Task.FromResult<ResourceObject?>(new ResourceObject(id, asked, told.With("id", Datum.Of(id))));
            }

            if (world.Find(type.Token, id) is not { } found) world.Put(found = new Imagination(type, world, rules).Of(id, MockedOutputs.Of(Mocks, id)));
            return Task.FromResult<ResourceObject?>(found.Value);
        }
    }

    public Task<ResourceObject> UpdateAsync(ResourceObject prior, Datum properties, OperationContext context)
    {
        lock (world.Gate)
        {
            var existing = world.Find(type.Token, prior.Id) ?? throw new ProviderException(ErrorCodes.NotFound, $"there is no {type.Token} {prior.Id}");
            RefuseDangling(properties, context);
            var request = new ObjectRequest(type, context.Urn, context.Name, 0, properties, existing) { Mocked = Mocked(context) };
            var (outputs, missing) = new ObjectBuilder(request, world, rules).Build();
            RefuseTwice(properties, outputs, existing.Id);
            return Task.FromResult(Keep(properties, outputs, missing, context));
        }
    }

    public Task DeleteAsync(ResourceObject prior, OperationContext context)
    {
        lock (world.Gate)
        {
            if (world.Find(type.Token, prior.Id) is not { } existing) return Task.CompletedTask;
            rules.RefuseWhileInUse(existing);
            world.Remove(type.Token, prior.Id);
            return Task.CompletedTask;
        }
    }

    public async IAsyncEnumerable<ResourceObject> ListAsync(OperationContext context)
    {
        await Task.CompletedTask;
        ResourceObject[] all;
        lock (world.Gate) all = [.. world.OfType(type.Token).Where(o => !o.IsImagined).Select(o => o.Value)];
        foreach (var item in all) yield return item;
    }

    private (Datum Outputs, IReadOnlyList<string> Missing) BuildNew(Datum properties, OperationContext context)
    {
        string? last = null;
        for (var salt = 0; salt < MostSalts; salt++)
        {
            var built = new ObjectBuilder(new ObjectRequest(type, context.Urn, context.Name, salt, properties) { Mocked = Mocked(context) }, world, rules).Build();
            var id = TwinWorld.TextOf(built.Outputs["id"]);
            if (id is null) throw new ProviderException(ErrorCodes.Unsupported, $"the twin can't make up an id of {type.Token} from its schema");
            if (!world.WasIssued(id)) return built;

            // An id that is made from properties stays the same whatever the salt; one of a deleted object may come again.
            if (id == last) return world.Find(type.Token, id) is { } holder ? throw Exists(holder, ["id"]) : built;
            last = id;
        }

        throw new ProviderException(ErrorCodes.Quota, $"all ids of {type.Token} that the twin can make up are taken");
    }

    private ResourceObject Keep(Datum properties, Datum outputs, IReadOnlyList<string> missing, OperationContext context)
    {
        if (ObjectBuilder.LacksOutputSchema(type)) context.Progress.Report(NoSchema());
        if (missing.Count > 0) context.Progress.Report($"the twin could make up no {string.Join(", ", missing)} from the schema of {type.Token}");
        var filled = type.Properties.Members.Where(p => p.Shape.Computed && properties[p.Name] is null && outputs[p.Name] is not null)
            .Select(p => new KeyValuePair<string, Datum>(p.Name, outputs[p.Name] ?? Datum.Null));
        var made = new ResourceObject(TwinWorld.TextOf(outputs["id"]) ?? "", Datum.MapOf(properties.Members.Concat(filled)), outputs);
        world.Put(new TwinObject(type.Token, context.Urn, context.Name, made));
        return made;
    }

    private Datum Mocked(OperationContext context) => MockedOutputs.Of(Mocks, context.Name);

    private void RefuseDangling(Datum properties, OperationContext context)
    {
        if (rules.DanglingReferences(type, properties, context.Urn).FirstOrDefault() is { } first)
        {
            throw new ProviderException(ErrorCodes.Invalid, first.Message, path: first.Path);
        }
    }

    private void RefuseTwice(Datum properties, Datum outputs, string? ownId)
    {
        if (rules.NaturalKeyHolder(type, name => properties[name] ?? outputs[name], ownId) is { } found) throw Exists(found.Holder, found.Key);
    }

    private ProviderException Exists(TwinObject holder, IReadOnlyList<string> key) => new(ErrorCodes.AlreadyExists,
        $"{holder.Name} ({type.Token}, {holder.Id}) already has this {string.Join(" and ", key)}", path: "/" + key[0]);

    private string NoSchema() => $"the schema of {type.Token} says nothing of its outputs, so the twin yields an id and what was asked for";
}
