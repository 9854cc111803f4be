using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Constants;

/// <summary><c>foreach</c> over a sequence whose elements are known, also taken apart: <c>foreach (var (name, size) in sizes)</c>.</summary>
internal static class ForEachLoop
{
    public static IReadOnlyList<Frame>? FramesOf(IForEachLoopOperation loop, Frame frame, ProgramFacts program)
    {
        if (new Evaluation(program).Elements(loop.Collection, frame) is not { } elements) return null;
        var frames = new List<Frame>(elements.Count);
        foreach (var element in elements)
        {
            if (Assigned(loop.LoopControlVariable, element, frame, program) is not { } turn) return null;
            frames.Add(turn);
        }

        return frames;
    }

    private static Frame? Assigned(IOperation target, Bound value, Frame frame, ProgramFacts program)
    {
        switch (target)
        {
            case IVariableDeclaratorOperation declarator: return frame.With(declarator.Symbol, value);
            case ILocalReferenceOperation local: return frame.With(local.Local, value);
            case IDiscardOperation: return frame;
            case IDeclarationExpressionOperation declaration: return Assigned(declaration.Expression, value, frame, program);
            case ITupleOperation targets:
                if (new Evaluation(program).Resolve(value) is not { Operation: ITupleOperation values } made || values.Elements.Length != targets.Elements.Length) return null;
                Frame? inner = frame;
                for (var i = 0; i < targets.Elements.Length && inner is not null; i++) inner = Assigned(targets.Elements[i], new Bound(values.Elements[i], made.Frame), inner, program);
                return inner;
            default: return null;
        }
    }
}
