using System;
using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Constants;

/// <summary>A loop, a lambda or a branch that code stands in: what it makes of the frames around it.</summary>
internal abstract class Surrounding
{
    private static readonly HashSet<SyntaxKind> Jumps =
        [SyntaxKind.BreakStatement, SyntaxKind.ContinueStatement, SyntaxKind.ReturnStatement, SyntaxKind.GotoStatement, SyntaxKind.ThrowStatement, SyntaxKind.ThrowExpression, SyntaxKind.YieldBreakStatement];

    /// <summary>The frames inside, null when they can't be told; and what is doubtful about them.</summary>
    public abstract (IReadOnlyList<Frame>? Frames, Doubt? Doubt) Enter(IReadOnlyList<Frame> frames, ProgramFacts program);

    /// <summary>Whether an operation is a function whose calls aren't followed.</summary>
    public static bool IsFunction(IOperation operation) =>
        operation is ILocalFunctionOperation or IMethodBodyBaseOperation || operation is IAnonymousFunctionOperation function && CallOf(function) is null;

    /// <summary>What lies between an operation and one that it holds.</summary>
    public static IEnumerable<Surrounding> Between(IOperation outer, IOperation inner)
    {
        switch (outer)
        {
            case IForLoopOperation loop when loop.Body == inner:
                yield return new Loop(loop, (frame, program) => CountingLoop.ValuesOf(loop, frame, program));
                break;
            case IForEachLoopOperation loop when loop.Body == inner:
                yield return new Loop(loop, (frame, program) => ForEachLoop.FramesOf(loop, frame, program));
                break;
            case IWhileLoopOperation loop: yield return new Loop(loop, (_, _) => null); break;
            case IAnonymousFunctionOperation function when CallOf(function) is { } call:
                yield return new Loop(function, (frame, program) => LambdaLoop.FramesOf(call, function, frame, program));
                break;
            case IConditionalOperation choice when choice.Condition != inner: yield return new Branch(choice.Condition, choice.WhenTrue == inner); break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both when both.RightOperand == inner:
                yield return new Branch(both.LeftOperand, both.OperatorKind == BinaryOperatorKind.ConditionalAnd);
                break;
            case ISwitchCaseOperation or ISwitchExpressionArmOperation or ICatchClauseOperation or ICoalesceOperation or IConditionalAccessOperation:
                yield return new Uncertain(outer);
                break;
        }
    }

    // Of the methods that take a lambda, those that call it once for each element, in their order.
    private static IInvocationOperation? CallOf(IAnonymousFunctionOperation function)
    {
        IOperation? holder = function.Parent;
        while (holder is IDelegateCreationOperation or IConversionOperation or IArgumentOperation) holder = holder.Parent;
        return holder is IInvocationOperation { TargetMethod: { Name: "Select" or "SelectMany" or "ForEach", ContainingType: { Name: "Enumerable" or "List" or "Array" } } } call ? call : null;
    }

    private static bool HasJumps(SyntaxNode code) => code.DescendantNodes().Any(n => Jumps.Contains(n.Kind()));

    private sealed class Loop(IOperation loop, Func<Frame, ProgramFacts, IReadOnlyList<Frame>?> runs) : Surrounding
    {
        public override (IReadOnlyList<Frame>? Frames, Doubt? Doubt) Enter(IReadOnlyList<Frame> frames, ProgramFacts program)
        {
            var inner = new List<Frame>();
            Doubt? doubt = loop is not IAnonymousFunctionOperation && HasJumps(loop.Syntax) ? new Doubt(loop, true) : null;
            foreach (var frame in frames)
            {
                if (runs(frame, program) is not { } more || inner.Count + more.Count > 4096) return (null, doubt ?? new Doubt(loop, true));
                inner.AddRange(more);
            }

            return (inner, doubt);
        }
    }

    private sealed class Branch(IOperation condition, bool outcome) : Surrounding
    {
        public override (IReadOnlyList<Frame>? Frames, Doubt? Doubt) Enter(IReadOnlyList<Frame> frames, ProgramFacts program)
        {
            var verdicts = frames.Select(f => new Evaluation(program).Of(condition, f)?.AsBoolean()).ToArray();
            Doubt? doubt = verdicts.Any(v => v is null) ? new Doubt(condition, outcome) : null;
            return ([.. frames.Where((_, i) => verdicts[i] is null || verdicts[i] == outcome)], doubt);
        }
    }

    private sealed class Uncertain(IOperation at) : Surrounding
    {
        public override (IReadOnlyList<Frame>? Frames, Doubt? Doubt) Enter(IReadOnlyList<Frame> frames, ProgramFacts program) => (frames, new Doubt(at, true));
    }
}
