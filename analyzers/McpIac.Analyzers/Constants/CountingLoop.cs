using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Constants;

/// <summary><c>for (var i = a; i &lt; b; i++)</c> with bounds that are known.</summary>
internal static class CountingLoop
{
    private const int MaxRuns = 4096;

    /// <summary>A frame for each turn, or null when the loop isn't of that kind.</summary>
    public static IReadOnlyList<Frame>? ValuesOf(IForLoopOperation loop, Frame frame, ProgramFacts program)
    {
        if (loop.Locals is not [var counter] || loop.AtLoopBottom is not [IExpressionStatementOperation { Operation: var step }]) return null;
        if (loop.Before.SelectMany(b => b.DescendantsAndSelf()).OfType<IVariableDeclaratorOperation>().FirstOrDefault()?.GetVariableInitializer()?.Value is not { } first) return null;
        if (StepOf(step, counter, frame, program) is not { } by || by == 0) return null;
        if (loop.Condition is not IBinaryOperation { OperatorMethod: null } condition || program.Tree(loop.Syntax.SyntaxTree).WritesOf(counter).Count != 1) return null;
        if (new Evaluation(program).Of(first, frame)?.AsInteger() is not { } value) return null;

        var frames = new List<Frame>();
        while (frames.Count <= MaxRuns)
        {
            var turn = frame.With(counter, new Bound(null, frame, Datum.Of(value)));
            if (new Evaluation(program).Of(condition, turn)?.AsBoolean() is not { } goesOn) return null;
            if (!goesOn) return frames;
            frames.Add(turn);
            value += by;
        }

        return null;
    }

    private static long? StepOf(IOperation step, ILocalSymbol counter, Frame frame, ProgramFacts program)
    {
        bool IsCounter(IOperation target) => target is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, counter);
        return step switch
        {
            IIncrementOrDecrementOperation change when IsCounter(change.Target) => change.Kind == OperationKind.Increment ? 1 : -1,
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } change when IsCounter(change.Target) => new Evaluation(program).Of(change.Value, frame)?.AsInteger(),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } change when IsCounter(change.Target) => -new Evaluation(program).Of(change.Value, frame)?.AsInteger(),
            _ => null,
        };
    }
}
