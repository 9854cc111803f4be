using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Findings;
using McpIac.Analyzers.Lambdas;
using McpIac.Analyzers.Programs;
using McpIac.Dsl.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Diagnostic = McpIac.Schemas.Diagnostics.Diagnostic;

namespace McpIac.Analyzers.Rules;

/// <summary>The clock, randomness, the machine or the network in a program: the same program then declares something else in each run or on each machine.</summary>
internal sealed class DiffersEachRun : Rule
{
    private const string Time = "Write the time as a constant, or have a provider keep it.";
    private const string Chance = "Have a resource make it, which keeps what it made: Local.Random.";
    private const string Machine = "Write it as a constant, or read it from a file beside the program.";
    private const string Network = "Write what was found as a constant, read it from a file, or ask for it by a provider's data source.";

    public override ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Describe("MCI3108", "The program yields something else in each run", DiagnosticSeverity.Warning)];

    public override IEnumerable<Finding> Check(TreeFacts tree, ProgramFacts program)
    {
        foreach (var kind in new[] { OperationKind.Invocation, OperationKind.PropertyReference, OperationKind.ObjectCreation, OperationKind.MethodReference, OperationKind.FieldReference })
        {
            foreach (var operation in tree.Of<IOperation>(kind))
            {
                if (MemberOf(operation) is not { ContainingType: { } type } member || RemedyFor(FullName(type), member) is not { } remedy) continue;

                if (LoweredLambda.Around(operation, program) is { } lambda && (LowerableMethods.IsImpure(FullName(type), member.Name) || Mentions(operation, lambda))) continue;
                yield return new Finding(Problem(member, remedy), operation.Syntax.GetLocation());
            }
        }
    }

    // What a lambda that is read does with its parameter is said by that rule.
    private static bool Mentions(IOperation operation, IAnonymousFunctionOperation lambda) =>
        operation.DescendantsAndSelf().OfType<IParameterReferenceOperation>().Any(p => lambda.Symbol.Parameters.Contains(p.Parameter, SymbolEqualityComparer.Default));

    private static Diagnostic Problem(ISymbol member, string remedy)
    {
        var written = member.Name == ".ctor" ? $"new {member.ContainingType.Name}" : $"{member.ContainingType.Name}.{member.Name}";
        return Diagnostic.Warning("MCI3108", $"{written} yields something else in each run or on each machine, so a plan would show changes that nobody made.", null, remedy);
    }

    private static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IPropertyReferenceOperation property => property.Property,
        IObjectCreationOperation creation => creation.Constructor,
        IMethodReferenceOperation method => method.Method,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };

    private static string? RemedyFor(string type, ISymbol member)
    {
        var isNew = member.Name == ".ctor";
        return type switch
        {
            "System.DateTime" or "System.DateTimeOffset" when member.Name is "Now" or "UtcNow" or "Today" => Time,
            "System.TimeProvider" when member.Name == "System" => Time,
            "System.TimeZoneInfo" when member.Name == "Local" => Time,
            "System.Diagnostics.Stopwatch" when member.IsStatic || isNew => Time,
            "System.Guid" when member.Name is "NewGuid" or "CreateVersion7" => Chance,

            // With a seed it yields the same again.
            "System.Random" when member.Name == "Shared" || isNew && member is IMethodSymbol { Parameters.Length: 0 } => Chance,
            "System.Security.Cryptography.RandomNumberGenerator" when member.IsStatic => Chance,
            "System.IO.Path" when member.Name is "GetTempFileName" or "GetRandomFileName" or "GetTempPath" => Chance,
            "System.Environment" when member.Name is not ("NewLine" or "Exit" or "FailFast" or "CurrentDirectory" or "CurrentManagedThreadId" or "Is64BitProcess") => Machine,
            "System.Diagnostics.Process" when member.IsStatic => Machine,
            "System.Net.Dns" => Network,
            "System.Net.Http.HttpClient" or "System.Net.Sockets.Socket" or "System.Net.Sockets.TcpClient" or "System.Net.Sockets.UdpClient" or "System.Net.WebClient" or "System.Net.NetworkInformation.Ping" when isNew => Network,
            "System.Net.NetworkInformation.NetworkInterface" when member.IsStatic => Network,
            _ => null,
        };
    }

    private static string FullName(INamedTypeSymbol type) => $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
}
