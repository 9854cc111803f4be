using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Absorptions;

/// <summary>A value as a program's source has it, whatever its language, and what would change it there.</summary>
internal abstract class WrittenValue
{
    public abstract SourcePlace Place { get; }

    /// <summary>Why neither it nor anything in it can be changed here, as a clause: it is no literal. Null when it can.</summary>
    public abstract string? Obstacle { get; }

    /// <summary>Why it can't be changed as a whole: its own obstacle, or that of a part.</summary>
    public abstract string? AnyObstacle { get; }

    /// <summary>Whether it has members by name.</summary>
    public abstract bool IsMap { get; }

    /// <summary>A member or an element; null when it isn't written.</summary>
    /// <exception cref="UnabsorbableException">That can't be told.</exception>
    public abstract WrittenValue? Child(string segment);

    /// <summary>Another value in its place.</summary>
    /// <exception cref="UnabsorbableException">The language has no spelling for it.</exception>
    public abstract TextEdit Replaced(Datum value);

    /// <summary>Members less and more.</summary>
    /// <exception cref="UnabsorbableException">The language has no spelling for one.</exception>
    public abstract IReadOnlyList<TextEdit> Changed(IReadOnlyList<string> removed, IReadOnlyList<KeyValuePair<string, Datum>> added);
}

/// <summary>A part of a program can't say what is.</summary>
/// <param name="why">A clause.</param>
internal sealed class UnabsorbableException(string why) : Exception(why);
