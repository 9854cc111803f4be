using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Constants;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Rules;

/// <summary>Two outputs with the same name.</summary>
internal sealed class DuplicateOutput : Rule
{
    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI2013", "Two outputs have the same name", DiagnosticSeverity.Error)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        var names = new NameTable<IOperation>();
        foreach (var call in tree.Of<IInvocationOperation>(OperationKind.Invocation).Where(c => program.Dsl.IsFunction(c.TargetMethod, "Authoring", "Output")))
        {
            if (call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "name")?.Value is not { } written) continue;
            var runs = Runs.Of(call, program);
            foreach (var name in runs.Frames.Select(f => new Evaluation(program).Of(written, f)?.AsText()).OfType<string>())
            {
                if (names.Taken(name, written, runs) is not { } first) continue;
                yield return new Finding(
                    DeclarationProblems.DuplicateOutput(name, Reports.Place(written.Syntax.GetLocation()), Reports.Place(first.Syntax.GetLocation())), written.Syntax.GetLocation());
                break;
            }
        }
    }
}
