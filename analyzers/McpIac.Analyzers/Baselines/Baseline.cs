using System;
using System.Collections.Generic;
using System.Linq;
using McpIac.Schemas.Data;
using Microsoft.CodeAnalysis;

namespace McpIac.Analyzers.Baselines;

/// <summary>
/// What was applied last, as <c>*.mciacc-baseline.json</c> beside a program says it:
/// <c>{ "deployment": …, "resources": { urn: { "type": …, "name": …, "inputs": { … } } } }</c>.
/// </summary>
internal sealed class Baseline
{
    public const string FileEnding = ".mciacc-baseline.json";

    private readonly ILookup<(string Type, string Name), Datum> inputs;

    private Baseline(IEnumerable<(string Type, string Name, Datum Inputs)> resources) => inputs = resources.ToLookup(r => (r.Type, r.Name), r => r.Inputs);

    /// <summary>The baseline of the first such file; one that can't be read says nothing.</summary>
    public static Baseline? Find(IEnumerable<AdditionalText> files) =>
        files.Where(f => f.Path.EndsWith(FileEnding, StringComparison.OrdinalIgnoreCase)).Select(f => f.GetText()?.ToString()).OfType<string>().Select(Read).FirstOrDefault();

    /// <summary>What a property of a resource was applied with; null when that isn't known, also when several resources have the name, in components.</summary>
    public Datum? Input(string type, string name, string property) => inputs[(type, name)].ToArray() is [var only] ? only[property] : null;

    private static Baseline? Read(string text)
    {
        if (DatumReader.Read(text).Value?["resources"] is not { Kind: DatumKind.Map } resources) return null;
        return new Baseline(resources.Members.Select(m => m.Value).Where(r => r["type"]?.AsText() is not null && r["name"]?.AsText() is not null && r["inputs"] is { Kind: DatumKind.Map })
            .Select(r => (r["type"]?.AsText() ?? "", r["name"]?.AsText() ?? "", r["inputs"] ?? Datum.EmptyMap)));
    }
}
