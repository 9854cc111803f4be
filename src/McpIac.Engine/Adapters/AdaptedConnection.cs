using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Validation;

namespace McpIac.Engine.Adapters;

/// <summary>
/// A plain MCP server as a provider: answers the standard's questions by the tools that its types were made of (docs/mappings.md). It plans nothing and keeps no record; what it
/// can't tell it calls unsupported. Thread-safe; one thing is asked after the other unless the project's settings say that the server bears more, since many read and write a whole, or connect
/// to what is behind them anew with each call.
/// </summary>
public sealed class AdaptedConnection : IProviderConnection
{
    private readonly IProviderConnection server;
    private readonly ProviderSchema schema;
    private readonly AdapterMemory memory;
    private readonly Dictionary<string, ResourceType> types;
    private readonly ToolCaller caller;
    private readonly ObjectReader reader;
    private readonly ObjectMaker maker;
    private readonly ObjectChanger changer;
    private readonly CallRunner actions;
    private readonly SemaphoreSlim turn;

    /// <param name="server">Owned: closed with this.</param>
    /// <param name="memory">Shared by all connections of a run to this server.</param>
    /// <param name="listening">Is told of each call and its answer, in the clear.</param>
    public AdaptedConnection(IProviderConnection server, ProviderSchema schema, AdapterMemory memory, Action<string, Datum, ToolAnswer>? listening = null)
        : this(server, schema, memory, listening, Verifier.Pauses)
    {
    }

    /// <param name="pauses">Between looks at what isn't yet as it was to be.</param>
    internal AdaptedConnection(IProviderConnection server, ProviderSchema schema, AdapterMemory memory, Action<string, Datum, ToolAnswer>? listening, IReadOnlyList<TimeSpan> pauses)
    {
        (this.server, this.schema, this.memory) = (server, schema, memory);
        turn = new SemaphoreSlim(server.Limits.MaxConcurrency ?? 1);
        types = schema.Types.ToDictionary(t => t.Token, StringComparer.Ordinal);
        caller = new ToolCaller(server, schema, listening);
        reader = new ObjectReader(caller);
        var verifier = new Verifier(reader, pauses);
        (maker, changer, actions) = (new ObjectMaker(caller, reader, verifier), new ObjectChanger(caller, verifier), new CallRunner(caller));
    }

    public string Name => server.Name;

    public ProviderLimits Limits => server.Limits;

    public async Task<Envelope<T>> CallAsync<T>(string tool, object args, TimeSpan timeout, CancellationToken cancellation)
    {
        var deadline = new Patience(timeout);
        (object? data, WireError? error) = args switch
        {
            ValidateArguments validate => (Validate(validate), null),
            ApplyArguments { Changes: not null } apply => await ApplyAsync(apply.Changes, apply.Options?.ContinueOnError == true, deadline, cancellation),
            GetArguments get => await GetAsync(get, deadline, cancellation),
            ListArguments list => await ListAsync(list, deadline, cancellation),
            _ => (null, Error(ErrorCodes.Unsupported, $"{Name} is a plain MCP server: it has no {tool}.")),
        };
        var failed = error is not null || data is ApplyData { Results: var results } && results.Any(r => r.Outcome is not ("applied" or "noop"));
        return new Envelope<T>(!failed, data is T typed ? typed : default, error, new EnvelopeMetadata("", 0, Name, "", schema.Digest));
    }

    /// <summary>Calls a tool of the server by its name, if a type has it.</summary>
    public Task<ToolAnswer> CallToolAsync(string tool, Datum args, TimeSpan timeout, CancellationToken cancellation) => caller.Allows(tool)
        ? server.CallToolAsync(tool, args, timeout, cancellation)
        : Task.FromResult(ToolAnswer.None($"{Name} has no tool {tool}.", maybeDone: false));

    /// <summary>Tells of each call's tool and answer until what is returned is disposed of.</summary>
    internal IDisposable Listen(Action<TypeTool, ToolAnswer> heard)
    {
        caller.Answered += heard;
        return new Hearing(() => caller.Answered -= heard);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        turn.Dispose();
    }

    private ValidateData Validate(ValidateArguments args)
    {
        WireDiagnostic[] found = [.. args.Resources.SelectMany(r => types.TryGetValue(r.Type, out var type)
            ? ShapeValidator.Validate(type.Properties, r.Properties).Select(v => new WireDiagnostic("error", v.Code, v.Message, v.Path, r.Urn ?? r.Name))
            : [new WireDiagnostic("error", "type", $"The type '{r.Type}' isn't one of {Name}.", null, r.Urn ?? r.Name)])];
        return new ValidateData(found.Length == 0, found);
    }

    private async Task<(object? Data, WireError? Error)> ApplyAsync(IReadOnlyList<WireChange> changes, bool continueOnError, Patience deadline, CancellationToken cancellation)
    {
        var results = new List<WireChangeResult>();
        foreach (var change in changes)
        {
            var stops = !continueOnError && results.Any(r => r.Outcome is not ("applied" or "noop"));
            results.Add(stops ? new WireChangeResult(change.Key, "skipped") : await MakeAsync(change, deadline, cancellation));

            // What the server did before is remembered under its key; a new one is asked for the rest.
            if (caller.IsLost) return (null, Error(ErrorCodes.Unknown, results[^1].Error?.Message ?? $"{Name} doesn't answer.", retryable: true, sideEffects: "possible"));
        }

        return (new ApplyData(results), null);
    }

    private Task<WireChangeResult> MakeAsync(WireChange change, Patience deadline, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        var record = memory.Of(change.Key);
        if (record.Result is { } known) return known;
        if (!types.TryGetValue(change.Type, out var type)) return ChangeResults.Failed(change, ErrorCodes.Invalid, $"The type '{change.Type}' isn't one of {Name}.");
        memory.Forget();
        var result = (change.Action, type.Kind) switch
        {
            ("create" or "update", TypeKind.Action) => await actions.RunAsync(type, change, record, deadline.Left, cancellation),
            ("delete", TypeKind.Action) => await actions.TakeBackAsync(type, change, deadline.Left, cancellation),
            ("create", _) => await maker.CreateAsync(type, change, record, deadline.Left, cancellation),
            ("update", _) => await changer.UpdateAsync(type, change, deadline.Left, cancellation),
            _ => await changer.DeleteAsync(type, change, deadline.Left, cancellation),
        };
        if (result.Outcome is "applied" or "partial") record.Result = result;
        return result;
    }, cancellation);

    private async Task<T> InTurnAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await ask();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<(object? Data, WireError? Error)> GetAsync(GetArguments args, Patience deadline, CancellationToken cancellation)
    {
        if (args.Key is { Length: > 0 } key)
        {
            return memory.Ask(key) is { } known
                ? (known.Resource ?? new WireResource("", null, "", "", Datum.EmptyMap, Datum.EmptyMap, [], "deleted"), null)
                : (null, Error(ErrorCodes.Unsupported, $"{Name} keeps no keys."));
        }

        if (args is not { Id: { Length: > 0 } id, Type: { } token }) return (null, Error(ErrorCodes.Unsupported, $"{Name} knows objects by type and id alone."));
        if (!types.TryGetValue(token, out var type)) return (null, Error(ErrorCodes.Invalid, $"The type '{token}' isn't one of {Name}."));
        if (type.Kind == TypeKind.DataSource) return await AnswerAsync(type, id, deadline, cancellation);
        if (type.Kind == TypeKind.Action) return (null, Error(ErrorCodes.Unsupported, $"What {type.Title} did can't be looked at."));
        if (ObjectAddress.Read(type, id) is not { } address)
            return (null, Error(ErrorCodes.NotFound, $"'{id}' is no id of a {type.Title}: it is made of {string.Join("/", ObjectAddress.Members(type))}."));
        var seen = await InTurnAsync(() => reader.LookAsync(type, address, deadline.Left, cancellation), cancellation);
        return seen.Kind switch
        {
            SightingKind.Found => (Resource(type, id, seen.Row), null),
            SightingKind.Absent => (null, Error(ErrorCodes.NotFound, $"There is no {type.Title} {id}.")),
            SightingKind.Unseen => (null, Error(ErrorCodes.Unsupported, seen.Why ?? "")),
            _ => (null, Error(caller.IsLost ? ErrorCodes.Unknown : ErrorCodes.Unavailable, seen.Why ?? "")),
        };
    }

    /// <summary>A data source with these arguments, asked once until something is changed by this server.</summary>
    private async Task<(object? Data, WireError? Error)> AnswerAsync(ResourceType type, string arguments, Patience deadline, CancellationToken cancellation)
    {
        var said = await memory.OnceAsync(type.Token, arguments, () => InTurnAsync(() => actions.AskAsync(type, arguments, deadline.Left, cancellation), cancellation), s => s.Problem is null);
        return said.Outputs is { } outputs
            ? (new WireResource(arguments, null, type.Token, arguments, said.Properties, outputs, [], "created"), null)
            : (null, Error(caller.IsLost ? ErrorCodes.Unknown : said.Code, said.Problem ?? ""));
    }

    private async Task<(object? Data, WireError? Error)> ListAsync(ListArguments args, Patience deadline, CancellationToken cancellation)
    {
        // Which of them anybody manages, a plain server doesn't know.
        if (args.Managed == true || args.Type is null || !types.TryGetValue(args.Type, out var type)) return (null, Error(ErrorCodes.Unsupported, $"{Name} doesn't know what is managed."));
        var (rows, problem) = await InTurnAsync(() => reader.ListAsync(type, Datum.EmptyMap, deadline.Left, cancellation), cancellation);
        return rows is null
            ? (null, Error(ErrorCodes.Unsupported, problem ?? ""))
            : (new ListData([.. rows.Where(r => r.Id is { Length: > 0 }).Select(r => Resource(type, r.Id ?? "", r))]), null);
    }

    private static WireResource Resource(ResourceType type, string id, ObjectRow? row)
    {
        var outputs = row?.Outputs() ?? Datum.EmptyMap;
        if (outputs["id"] is null) outputs = outputs.With("id", AnswerValues.Fitted(type.Outputs.Member("id")?.Shape, Datum.Of(id)));
        return new WireResource(id, null, type.Token, id, row?.Properties() ?? Datum.EmptyMap, outputs, [], "created");
    }

    private static WireError Error(string code, string message, bool retryable = false, string sideEffects = "none") =>
        new(code, message, new WireErrorDetails(Retryable: retryable, SideEffects: sideEffects));

    private sealed class Hearing(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    /// <summary>How much of the time that a call may take is left.</summary>
    private sealed class Patience(TimeSpan timeout)
    {
        private readonly long started = TimeProvider.System.GetTimestamp();

        public TimeSpan Left => timeout - TimeProvider.System.GetElapsedTime(started);
    }
}
