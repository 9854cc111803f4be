using System.Linq;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Language;

/// <summary>Where a value is secret from: a sensitive property that is read, or a call of <c>Secret</c>.</summary>
internal static class SecretSource
{
    private const int MaxDepth = 20;

    /// <summary>What makes a value secret, as it is written; null when nothing surely does.</summary>
    public static string? Of(IOperation value, ProgramFacts program) => Find(value, program, 0);

    private static string? Find(IOperation value, ProgramFacts program, int depth)
    {
        if (depth > MaxDepth) return null;
        switch (value)
        {
            // Inside a nested creation each value is judged by its own property.
            case IObjectCreationOperation: return null;
            case IInvocationOperation call when program.Dsl.IsFunction(call.TargetMethod, "Authoring", "Secret"): return call.Syntax.ToString();
            case IPropertyReferenceOperation { Arguments.Length: 0, Instance: { } owner } property when program.Dsl.Property(property.Property) is { IsSensitive: true } && IsRead(owner, program): return property.Syntax.ToString();
        }

        if (TreeFacts.VariableOf(value) is { } variable)
            return program.Dsl.IsUnknown(value.Type) && program.Definition(variable) is { } definition ? Find(definition, program, depth + 1) : null;
        return value.ChildOperations.Select(c => Find(c, program, depth + 1)).FirstOrDefault(s => s is not null);
    }

    // A nested object that the program made reads back what was written into it.
    private static bool IsRead(IOperation owner, ProgramFacts program)
    {
        while (owner is IPropertyReferenceOperation { Instance: { } outer } && !program.Dsl.IsResource(owner.Type)) owner = outer;
        return program.Dsl.IsResource(owner.Type);
    }
}
