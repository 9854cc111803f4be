using McpIac.Dsl.Expressions;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>What a provider told of something that exists and isn't managed. In the clear: for this process's memory alone.</summary>
/// <param name="Properties">Secrets that the provider doesn't tell are unknown.</param>
/// <param name="SecretMembers">Outputs that repeat a secret though the schema doesn't say so.</param>
public sealed record ExistingObject(Datum Properties, Datum Outputs, IReadOnlySet<string> SecretMembers)
{
    /// <param name="properties">As a provider answers: secrets masked.</param>
    public static ExistingObject Of(ResourceType type, Datum properties, Datum outputs)
    {
        var shown = Datum.MapOf(properties.Members.Select(m => KeyValuePair.Create(m.Key, Unmasked(m.Value))));
        var secrets = Fingerprints.SecretTexts(type.Properties, shown).Concat(Fingerprints.SecretTexts(type.Outputs, outputs)).ToArray();
        var guarded = Fingerprints.ProtectEchoes(type.Token, outputs, secrets);
        return new ExistingObject(shown, outputs, guarded.Members.Where(m => Fingerprints.ContainsAny(m.Value)).Select(m => m.Key).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>A property or an output; unknown when the provider didn't tell it.</summary>
    public Datum Value(ResourceType type, string name)
    {
        if (Outputs[name] is { } output) return output;
        if (Properties[name] is { } property) return property;
        return type.Properties.Member(name)?.Shape is { Computed: false } shape && type.Outputs.Member(name) is null ? shape.Default ?? Datum.Null : Evaluation.Unknown;
    }

    // A mask is a map to whoever computes with it.
    private static Datum Unmasked(Datum value) => value switch
    {
        _ when value.Equals(Evaluation.Masked) => Evaluation.Unknown,
        { Kind: DatumKind.List } => Datum.ListOf(value.Items.Select(Unmasked)),
        { Kind: DatumKind.Map } => Datum.MapOf(value.Members.Select(m => KeyValuePair.Create(m.Key, Unmasked(m.Value)))),
        _ => value,
    };
}
