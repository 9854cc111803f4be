using System.Collections.Immutable;
using McpIac.Analyzers.Language;
using McpIac.Analyzers.Programs;
using McpIac.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace McpIac.Analyzers;

/// <summary>
/// The rules in the compiler and in editors. One analyzer for all of them, because most need to know the whole program, which is then read once. It works
/// on semantic models, not on operations, since Roslyn shows an analyzer no statements of a script.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProgramAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => AllRules.Descriptors;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (DslTypes.Find(start.Compilation) is not { } dsl) return;
            var program = new ProgramFacts(start.Compilation, dsl, start.Options.AdditionalFiles);
            start.RegisterSemanticModelAction(context => Check(context, program));
        });
    }

    private static void Check(SemanticModelAnalysisContext context, ProgramFacts program)
    {
        foreach (var diagnostic in AllRules.Check(context.SemanticModel.SyntaxTree, program, context.SemanticModel))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            context.ReportDiagnostic(diagnostic);
        }
    }
}
