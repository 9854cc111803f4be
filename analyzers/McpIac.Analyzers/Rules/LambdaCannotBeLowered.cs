using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Lambdas;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Rules;

/// <summary>A lambda given to <c>Select</c> or <c>Where</c> of a value with a part that has no counterpart in the expression language: that part is underlined.</summary>
internal sealed class LambdaCannotBeLowered : Rule
{
    private const int Longest = 160;

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI0009", "A lambda can't become an expression", DiagnosticSeverity.Error)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program) =>
        tree.Of<IAnonymousFunctionOperation>(OperationKind.AnonymousFunction)
            .Where(l => LoweredLambda.Is(l) && IsGivenToAValue(l, program) && LoweredLambda.Around(l, program) is null)
            .SelectMany(l => LambdaReading.Of(l, program.Dsl))
            .Select(o => new Finding(DeclarationProblems.CannotLower(Written(o.Part), o.Why, null), o.Part.Syntax.GetLocation()));

    private static bool IsGivenToAValue(IOperation lambda, ProgramFacts program)
    {
        var holder = lambda.Parent;
        while (holder is IConversionOperation or IDelegateCreationOperation or IArgumentOperation or IParenthesizedOperation) holder = holder.Parent;
        return holder is IInvocationOperation call && program.Dsl.Owns(call.TargetMethod);
    }

    private static string Written(IOperation part)
    {
        var text = string.Join(" ", part.Syntax.ToString().Split(['\r', '\n', ' ', '\t'], System.StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= Longest ? text : text.Substring(0, Longest) + "…";
    }
}
