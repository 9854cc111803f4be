using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Lambdas;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Rules;

/// <summary>
/// A value that ends in a plain string: by <c>ToString</c>, <c>+</c>, <c>string.Join</c>, or an interpolated string where C# makes a string of it (<c>var</c>,
/// the arms of a conditional, a lambda's result). The string is made before the value is known, and whatever looks at it sees something else.
/// </summary>
internal sealed class ValueBecomesString : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
    [
        Describe("MCI3103", "A value becomes a C# string before it is known", DiagnosticSeverity.Error),
        Describe("MCI0006", "A name is empty or not known", DiagnosticSeverity.Error),
    ];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        foreach (var made in StringMadeOfValue.In(tree, program))
        {
            if (LoweredLambda.Around(made.Operation, program) is not null || StringMadeOfValue.IsOnlyShown(made.Operation) || UnknownCondition.IsReportedAt(made.Operation, program)) continue;
            yield return NamedBy(made.Operation, program) is { } what
                ? new Finding(DeclarationProblems.NameNotKnown(what, null), made.Operation.Syntax.GetLocation())
                : new Finding(Problem(made), made.Operation.Syntax.GetLocation(), made.Fix);
        }
    }

    private static Diagnostic Problem(StringMadeOfValue made) => Diagnostic.Error("MCI3103",
        $"{made.What} makes a C# string of {made.Value}, which is known only when the deployment is applied.", null, made.Remedy);

    // The parameter of a resource, component, deployment or output that is to be its name.
    private static string? NamedBy(IOperation text, ProgramFacts program)
    {
        var argument = text.Parent;
        while (argument is IConversionOperation or IParenthesizedOperation) argument = argument.Parent;
        if (argument is not IArgumentOperation { Parameter: { Name: "name", Type.SpecialType: SpecialType.System_String } }) return null;
        return argument.Parent switch
        {
            IObjectCreationOperation creation when program.Dsl.Token(creation.Type) is { } token => $"this {token}",
            IInvocationOperation call when program.Dsl.IsFunction(call.TargetMethod, "Authoring", "Deployment") => "the deployment",
            IInvocationOperation call when program.Dsl.IsFunction(call.TargetMethod, "Authoring", "Output") => "this output",
            _ => null,
        };
    }
}
