namespace McpIac.Schemas.Inference;

/// <summary>What a verb says that a tool does.</summary>
internal enum VerbMeaning
{
    Create,

    /// <summary>Makes it, or makes it so: <c>put</c>, <c>set</c>.</summary>
    Put,
    Delete,
    Update,
    Get,
    List,

    /// <summary>Reads, but neither one thing nor all of them: <c>search</c>, <c>count</c>.</summary>
    Look,

    /// <summary>Changes something, but makes and unmakes nothing: <c>send</c>, <c>restart</c>.</summary>
    Act,
}

/// <param name="Family">Verbs that belong together: what was installed is uninstalled, not deleted.</param>
/// <param name="Rank">Of two verbs of one meaning the lower one is preferred.</param>
/// <param name="IsStrong">Hardly ever anything but a verb; the others may be nouns too (<c>search_index_get</c>).</param>
internal sealed record Verb(VerbMeaning Meaning, string Family, int Rank, bool IsStrong)
{
    public bool Reads => Meaning is VerbMeaning.Get or VerbMeaning.List or VerbMeaning.Look;

    /// <summary>Hard to believe of a tool that says that it only reads; <c>run</c> and <c>deploy</c> may be nouns, or run a query.</summary>
    public bool ContradictsReading => !Reads && (IsStrong || Meaning is VerbMeaning.Act or VerbMeaning.Put);
}
