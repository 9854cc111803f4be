using System.Text;

namespace McpIac.Schemas.Generation;

/// <summary>A piece of a regular expression that can write a text it matches.</summary>
internal abstract record PatternNode
{
    public abstract void Write(StringBuilder text, Entropy entropy);
}

/// <summary>One of several characters.</summary>
internal sealed record CharacterNode(IReadOnlyList<char> Choices) : PatternNode
{
    public override void Write(StringBuilder text, Entropy entropy) => text.Append(entropy.Pick(Choices));
}

internal sealed record SequenceNode(IReadOnlyList<PatternNode> Parts) : PatternNode
{
    public override void Write(StringBuilder text, Entropy entropy)
    {
        foreach (var part in Parts) part.Write(text, entropy);
    }
}

internal sealed record ChoiceNode(IReadOnlyList<PatternNode> Alternatives) : PatternNode
{
    public override void Write(StringBuilder text, Entropy entropy) => entropy.Pick(Alternatives).Write(text, entropy);
}

/// <param name="Maximum">Null when there is none.</param>
internal sealed record RepeatNode(PatternNode Part, int Minimum, int? Maximum) : PatternNode
{
    // Long enough that two generated texts differ, short enough to read; separators (a single choice) aren't multiplied.
    private const int UsualLength = 8, ManyGroups = 16, UsualGroups = 6;

    // Nested counts multiply: a hostile snapshot must not fill the memory. Longer texts than this are given up.
    private const int LongestText = 65_536;

    public override void Write(StringBuilder text, Entropy entropy)
    {
        var times = Math.Min(Math.Max(Minimum, Usual()), Maximum ?? int.MaxValue);
        for (var i = 0; i < times && text.Length < LongestText; i++) Part.Write(text, entropy);
    }

    private int Usual() => Part switch
    {
        CharacterNode characters => characters.Choices.Count > 4 ? UsualLength : 0,
        _ => Maximum is null ? 1 : Maximum >= ManyGroups ? UsualGroups : 0,
    };
}
