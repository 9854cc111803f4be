using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Rules;

/// <summary>An <c>if</c> whose outcome rests on a value that isn't known yet, and that decides which resources there are: it always turns out the same way.</summary>
internal sealed class DecidedByUnknown : Rule
{
    private static readonly OperationKind[] Deciding =
        [OperationKind.Conditional, OperationKind.Loop, OperationKind.Switch, OperationKind.SwitchExpression];

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI3107", "What isn't known yet decides which resources there are", DiagnosticSeverity.Error)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program) =>
        Deciding.SelectMany(k => tree.Of<IOperation>(k)).Select(o => UnknownCondition.Of(o, program)).OfType<IOperation>()
            .Select(condition => new Finding(Problem(UnknownCondition.Asked(condition, program)), condition.Syntax.GetLocation()));

    private static Diagnostic Problem(IOperation? asked) => Diagnostic.Error("MCI3107",
        $"Which resources there are can't depend on {asked?.Syntax}, which is known only when the deployment is applied: while the program runs, this always turns out the same way.", null,
        "Decide by something that the program knows, or choose a value with If(condition, whenTrue, whenFalse).");
}
