using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;

namespace McpIac.Analyzers.Constants;

/// <summary>When a piece of code runs: once for each of the frames, as far as its loops and conditions are known.</summary>
/// <param name="Frames">None when it never runs.</param>
/// <param name="AreComplete">Every loop around it is known, so that it runs no more often than there are frames.</param>
/// <param name="Doubts">The conditions and jumps that nobody knows, from the outermost; it may run in fewer frames than these.</param>
/// <param name="Body">The function it is in, or the root of the program's own statements.</param>
internal sealed record Runs(IReadOnlyList<Frame> Frames, bool AreComplete, IReadOnlyList<Doubt> Doubts, IOperation Body)
{
    // More runs than that are as good as unknown: a rule that looks at each would hold up the build.
    private const int MaxFrames = 1024;

    public static Runs Of(IOperation operation, ProgramFacts program)
    {
        var (path, body) = PathTo(operation);
        IReadOnlyList<Frame> frames = [Frame.Empty];
        var (complete, doubts) = (true, new List<Doubt>());
        foreach (var step in path)
        {
            var next = step.Enter(frames, program);
            if (next.Frames is { Count: > MaxFrames }) next = (null, null);
            if (next.Frames is null) complete = false;
            frames = next.Frames ?? frames;
            if (next.Doubt is { } doubt) doubts.Add(doubt);
        }

        return new Runs(frames, complete, doubts, body);
    }

    /// <summary>
    /// The runs that surely happen, as far as a value in them matters: one for a value that is the same in all of them, whatever decides whether it comes to any.
    /// </summary>
    public IEnumerable<Frame> Sure(IOperation value, ProgramFacts program)
    {
        if (Frames.Count == 0) return [];
        var evaluation = new Evaluation(program);
        if (evaluation.Of(value, Frame.Empty) is not null || evaluation.Elements(value, Frame.Empty) is not null) return Frames.Take(1);
        return Doubts.Count == 0 ? Frames : [];
    }

    /// <summary>From the outside in what the operation stands in, and the function around it all.</summary>
    private static (IReadOnlyList<Surrounding> Path, IOperation Body) PathTo(IOperation operation)
    {
        var path = new List<Surrounding>();
        var inner = operation;
        while (inner.Parent is { } outer && !Surrounding.IsFunction(inner))
        {
            path.AddRange(Surrounding.Between(outer, inner));
            inner = outer;
        }

        path.Reverse();
        return (path, inner);
    }
}

/// <summary>A condition that isn't known, and which way it has to turn out.</summary>
internal readonly record struct Doubt(IOperation At, bool Outcome);
