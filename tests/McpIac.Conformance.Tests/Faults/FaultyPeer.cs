using System.Collections.Concurrent;
using McpIac.Conformance.Peers;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Conformance.Tests.Faults;

/// <summary>A server, broken by one fault.</summary>
internal sealed class FaultyPeer : IPeer
{
    private readonly IPeer inner;
    private readonly Fault fault;
    private readonly int generation;
    private readonly ConcurrentQueue<string> said = new();
    private readonly Lazy<string> digest;
    private Action<Datum>? progressed;

    public FaultyPeer(IPeer inner, Fault fault, int generation)
    {
        (this.inner, this.fault, this.generation) = (inner, fault, generation);
        digest = new Lazy<string>(DigestOfTypes);
        inner.Progressed += note =>
        {
            if ((fault.Note is { } change ? change(note) : note) is { } heard) progressed?.Invoke(heard);
        };
    }

    public bool HasTasks => inner.HasTasks && fault.Check != "tasks.announced";
    public string ServerName => inner.ServerName;
    public string ServerVersion => inner.ServerVersion;
    public IReadOnlyCollection<string> Said => [.. inner.Said, .. said];

    public Datum? Extension
    {
        get
        {
            var extension = Digested(inner.Extension!);
            return fault.Extension is { } change ? change(extension, generation) : extension;
        }
    }

    public event Action<Datum> Progressed
    {
        add => progressed += value;
        remove => progressed -= value;
    }

    public async Task<PeerAnswer> RequestAsync(string method, Datum parameters, CancellationToken cancellation)
    {
        var call = new Call(method, parameters, generation);
        if (fault.Says?.Invoke(call) is { } line) said.Enqueue(line);
        Task<PeerAnswer> NextAsync(Datum sent) => AskAsync(method, sent, cancellation);
        return fault.Break is { } broken ? await broken(call, NextAsync) : await NextAsync(parameters);
    }

    public Task KillAsync() => inner.KillAsync();

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task<PeerAnswer> AskAsync(string method, Datum parameters, CancellationToken cancellation)
    {
        var answer = await inner.RequestAsync(method, parameters, cancellation);
        if (fault.Type is null || answer.Result is not { } result) return answer;
        if (method == "tools/call") return answer with { Result = Edit.At(result, "/structuredContent/metadata", Digested) };
        if (method == "tasks/get") return answer with { Result = Edit.At(result, "/result/structuredContent/metadata", Digested) };
        return method == "resources/read" ? answer with { Result = Edit.At(result, "/contents/0/text", text => Datum.Of(Described(DatumReader.Read(text.AsText()!).Value!).ToString())) } : answer;
    }

    private Datum Described(Datum document) => document.With("types", Types(document)).With("schemaDigest", Datum.Of(SnapshotDigest.Of(Types(document).Items)));

    private Datum Types(Datum document) => Datum.ListOf(document["types"]!.Items.Select((t, i) => i == 0 ? fault.Type!(t) : t));

    private Datum Digested(Datum holder) => fault.Type is null ? holder : holder.With("schemaDigest", Datum.Of(digest.Value));

    private string DigestOfTypes()
    {
        var text = inner.RequestAsync("resources/read", Datum.MapOf([new("uri", Datum.Of("iac://schema"))]), CancellationToken.None).GetAwaiter().GetResult().Result!["contents"]!.Items[0]["text"]!.AsText()!;
        return SnapshotDigest.Of(Types(DatumReader.Read(text).Value!).Items);
    }
}
