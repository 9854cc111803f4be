using McpIac.Compiler.Absorptions;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Tests.Binding;
using McpIac.Compiler.Tests.Programs;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Drifts;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Tests.Absorptions;

/// <summary>A program that was applied, and somebody who changed what it made.</summary>
internal sealed class Meddling : IDisposable
{
    private readonly ProgramFolder folder = new();
    private readonly string program;

    public Meddling(string program, string source)
    {
        this.program = program;

        // What wasn't sent is compared with its default.
        folder.Put("schemas/net.mcp.json", NetworkCatalog.Json
            .Replace("\"enabled\": { \"type\": \"boolean\"", "\"enabled\": { \"type\": \"boolean\", \"default\": true", StringComparison.Ordinal)
            .Replace("\"note\": { \"type\": \"string\"", "\"note\": { \"type\": \"string\", \"default\": \"none\"", StringComparison.Ordinal)
            .Replace("\"label\": { \"type\": \"string\"", "\"label\": { \"type\": \"string\", \"default\": \"plain\"", StringComparison.Ordinal));
        folder.Put(program, source);
    }

    public string Source => File.ReadAllText(Path.Combine(folder.Root, program));

    public byte[] Bytes
    {
        get => File.ReadAllBytes(Path.Combine(folder.Root, program));
        set => folder.Put(program, value);
    }

    public CompileRequest Request => new(Path.Combine(folder.Root, program), Path.Combine(folder.Root, "schemas"), folder.Cache, ProgramFolder.Child, folder.TimeLimit);

    /// <summary>What absorbing yields after properties became what a JSON object says; null unsets one. Resources without an object are gone.</summary>
    /// <param name="before">The program as it was applied, where that isn't as it is now.</param>
    public async Task<Absorption> AbsorbAsync(IReadOnlyList<(string Name, string? Changes)> meddled, string? before = null)
    {
        var now = Source;
        if (before is not null) folder.Put(program, before);
        var result = await folder.CompileAsync(program);
        Assert.True(result.Deployment is not null, folder.Lines(result));
        if (before is not null) folder.Put(program, now);
        var drifts = meddled.Select(m =>
        {
            var resource = result.Deployment.Resources.First(r => r.Name == m.Name);
            var inputs = Datum.MapOf(resource.Properties.Select(p => KeyValuePair.Create(p.Key, Known(p.Value))));
            var was = new ResourceState(resource.Urn, resource.Type.Token, resource.Name, resource.Provider, "id", inputs, Datum.EmptyMap, null, null, [], []);
            if (m.Changes is null) return new Drift(was, null, [], []);
            var changes = DatumReader.Read(m.Changes).Value!;
            var actual = Datum.MapOf(inputs.Members.Where(p => changes[p.Key] is null).Concat(changes.Members.Where(c => !c.Value.IsNull)));
            return Sight.Compare(was, resource.Type, actual, null, null, null) ?? throw new InvalidOperationException("nothing drifted");
        });
        return await Absorber.AbsorbAsync(Request, [.. drifts], TestContext.Current.CancellationToken);
    }

    /// <summary>The source after everything was absorbed and written.</summary>
    public async Task<string> AbsorbedAsync(params (string Name, string? Changes)[] meddled)
    {
        var absorption = await AbsorbAsync(meddled);
        Assert.Empty(absorption.Diagnostics.Select(d => d.Message));
        Assert.Equal([], await Absorber.WriteAsync(Request, absorption, TestContext.Current.CancellationToken));
        Assert.Equal(absorption.Patches.SingleOrDefault()?.After ?? Source, Source);
        return Source;
    }

    public void Dispose() => folder.Dispose();

    // What is made of others is known once it was applied.
    private static Datum Known(Expression value) => Evaluator.Evaluate(value, Scope.Instance).Value;

    private sealed class Scope : IEvaluationScope
    {
        public static Scope Instance { get; } = new();

        public Datum? Resolve(Reference reference) => Datum.Of("known");
    }
}
