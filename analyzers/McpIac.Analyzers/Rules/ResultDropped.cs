using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Rules;

/// <summary>A value, nested object or data source that is made and put nowhere. Resources are declared by being made; these do nothing.</summary>
internal sealed class ResultDropped : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI3113", "What is made here has no effect", DiagnosticSeverity.Warning)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        foreach (var statement in tree.Of<IExpressionStatementOperation>(OperationKind.ExpressionStatement))
        {
            if (WhatIsDropped(statement.Operation, program.Dsl) is { } what) yield return Found(what, statement.Operation);
        }

        foreach (var creation in tree.Of<IObjectCreationOperation>(OperationKind.ObjectCreation).Where(c => program.Dsl.IsNested(c.Type)))
        {
            if (VariableOf(creation) is { } variable && !program.UsesOf(variable).Any()) yield return Found($"This new {creation.Type?.Name}", creation);
        }
    }

    private static Finding Found(string what, IOperation operation) => new(
        Diagnostic.Warning("MCI3113", $"{what} has no effect: its result is dropped.", null, "Write it into a property or an output, or take it out."), operation.Syntax.GetLocation());

    // Of a script's variables, which are fields of no use to anything else, too.
    private static ISymbol? VariableOf(IOperation creation) => creation.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        IFieldInitializerOperation { InitializedFields: [{ ContainingType.IsScriptClass: true } field] } => field,
        _ => null,
    };

    private static string? WhatIsDropped(IOperation operation, DslTypes dsl) => operation switch
    {
        IInvocationOperation call when dsl.Owns(call.TargetMethod) && dsl.IsUnknown(call.Type) => $"This call of {call.TargetMethod.Name}",
        IObjectCreationOperation creation when dsl.IsNested(creation.Type) => $"This new {creation.Type?.Name}",
        IObjectCreationOperation creation when dsl.Is(creation.Type?.BaseType, "DataSource") => $"This {creation.Type?.Name}",
        _ => null,
    };
}
