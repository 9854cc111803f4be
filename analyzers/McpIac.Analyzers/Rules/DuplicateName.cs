using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Constants;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Rules;

/// <summary>Two resources of one type and parent with the same name, also by a loop that names each of its resources alike.</summary>
internal sealed class DuplicateName : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI2010", "Two resources have the same name", DiagnosticSeverity.Error)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        var first = new Dictionary<(string Token, string Name, string Parent, SyntaxNode Body), Declared>();
        foreach (var creation in tree.Of<IObjectCreationOperation>(OperationKind.ObjectCreation))
        {
            if (program.Dsl.Token(creation.Type) is not { } token || Runs.Of(creation, program) is var runs && ParentOf(creation, runs, program) is not { } parent) continue;
            foreach (var name in Names(creation, runs, program))
            {
                var key = (token, name, parent, BodyOf(runs.Body));
                if (!first.TryGetValue(key, out var before))
                {
                    first.Add(key, new Declared(creation, runs));
                }
                else if (before.RunsWhenever(runs, creation))
                {
                    yield return new Finding(
                        DeclarationProblems.DuplicateResource(name, token, Reports.Place(ResourceNames.Place(creation)), Reports.Place(ResourceNames.Place(before.Creation))),
                        ResourceNames.Place(creation));
                    break;
                }
            }
        }
    }

    private static IEnumerable<string> Names(IObjectCreationOperation creation, Runs runs, ProgramFacts program) =>
        runs.Frames.Select(f => ResourceNames.Of(creation, f, program)).OfType<string>();

    // A script's statements, each with a root of its own, are one body.
    private static SyntaxNode BodyOf(IOperation body) => body is IMethodBodyBaseOperation or ILocalFunctionOperation or IAnonymousFunctionOperation ? body.Syntax : body.Syntax.SyntaxTree.GetRoot();

    /// <summary>What distinguishes the parent that a creation names; null when it can't be told.</summary>
    private static string? ParentOf(IObjectCreationOperation creation, Runs runs, ProgramFacts program)
    {
        if (ResourceNames.Argument(creation, "options") is not { } options) return "";
        var made = new Evaluation(program).Resolve(new Bound(options, Frame.Empty));
        if (made.Operation is not IObjectCreationOperation { Initializer: { } initializer }) return made.Operation is IObjectCreationOperation ? "" : null;
        var parent = initializer.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(i => i.Target is IPropertyReferenceOperation { Property.Name: "Parent" })?.Value;
        return parent switch
        {
            null => "",
            IInstanceReferenceOperation or IConversionOperation { Operand: IInstanceReferenceOperation } => "this",
            _ when VariableIn(parent) is { } variable && runs.Frames.All(f => f.Find(variable) is null) && program.Definition(variable) is not null => variable.ToDisplayString(),
            _ => null,
        };
    }

    private static ISymbol? VariableIn(IOperation operation) => TreeFacts.VariableOf(operation is IConversionOperation { OperatorMethod: null } conversion ? conversion.Operand : operation);

    private sealed record Declared(IObjectCreationOperation Creation, Runs Runs)
    {
        // Whatever the later one needs to be so includes what this one needs: then both are made.
        public bool RunsWhenever(Runs later, IObjectCreationOperation creation) =>
            creation == Creation ? Runs.Doubts.Count == 0 : Runs.Doubts.All(later.Doubts.Contains);
    }
}
