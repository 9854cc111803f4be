using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace McpIac.Analyzers.Rules;

/// <summary>Every rule, and the check of one file by all of them.</summary>
internal static class AllRules
{
    private static readonly ImmutableArray<Rule> Rules =
    [
        new ValueBreaksSchema(),
        new WrongReference(),
        new DuplicateName(),
        new DuplicateOutput(),
        new UsedBeforeDeclaration(),
        new DependencyCircle(),
        new ValueBecomesString(),
        new DecidedByUnknown(),
        new LambdaCannotBeLowered(),
        new DiffersEachRun(),
        new SecretExposed(),
        new LiteralSecret(),
        new PlaceholderInText(),
        new NetworkMisfit(),
        new PropertiesClash(),
        new ReplacedByChange(),
        new StatefulUnprotected(),
        new ResultDropped(),
        new RuleFailed(),
    ];

    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = [.. Rules.SelectMany(r => r.Descriptors)];

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = Descriptors.ToImmutableDictionary(d => d.Id);

    /// <param name="model">The file's model when the caller has one.</param>
    public static IEnumerable<Diagnostic> Check(SyntaxTree file, ProgramFacts program, SemanticModel? model = null)
    {
        var reported = new HashSet<(string, TextSpan, string)>();
        foreach (var finding in Rules.SelectMany(r => Checked(r, file, program, model)))
        {
            if (reported.Add((finding.Diagnostic.Id, finding.Location.SourceSpan, finding.Diagnostic.Message))) yield return Reports.Of(finding, ById[finding.Diagnostic.Id]);
        }
    }

    private static IEnumerable<Finding> Checked(Rule rule, SyntaxTree file, ProgramFacts program, SemanticModel? model)
    {
        try
        {
            return [.. rule.Check(program.Tree(file, model), program)];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return [RuleFailed.Of(rule, exception, file)];
        }
    }
}
