using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Programs;

/// <summary>The operations of one file by kind, in the order of the source: what every rule looks at, gathered once.</summary>
internal sealed class TreeFacts
{
    private readonly Dictionary<OperationKind, List<IOperation>> byKind = [];
    private readonly Dictionary<ISymbol, List<IOperation>> writes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IOperation>> uses = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> initializers = new(SymbolEqualityComparer.Default);

    private readonly Lazy<IReadOnlyList<(IdentifierNameSyntax, VariableDeclaratorSyntax)>> earlyUses;

    public TreeFacts(SemanticModel model)
    {
        Model = model;
        earlyUses = new(() => [.. Programs.EarlyUses.In(model)]);
        foreach (var root in OperationRoots.Of(model)) Add(root);
    }

    public SemanticModel Model { get; }

    public SyntaxTree Tree => Model.SyntaxTree;

    /// <summary>In a script, uses of variables before they are set.</summary>
    public IReadOnlyList<(IdentifierNameSyntax Name, VariableDeclaratorSyntax Declarator)> EarlyUses => earlyUses.Value;

    public IEnumerable<T> Of<T>(OperationKind kind) where T : IOperation => byKind.TryGetValue(kind, out var found) ? found.OfType<T>() : [];

    /// <summary>Everything in this file that may change a variable, beyond its initializer.</summary>
    public IReadOnlyList<IOperation> WritesOf(ISymbol variable) => writes.TryGetValue(variable, out var found) ? found : [];

    /// <summary>The value that a local or field is declared with, or null.</summary>
    public IOperation? InitializerOf(ISymbol variable) => initializers.TryGetValue(variable, out var value) ? value : null;

    /// <summary>Everywhere in this file that a variable is named.</summary>
    public IReadOnlyList<IOperation> UsesOf(ISymbol variable) => uses.TryGetValue(variable, out var found) ? found : [];

    // Without recursion: operations of generated or absurd programs nest deeper than a stack allows.
    private void Add(IOperation root)
    {
        var pending = new Stack<IOperation>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            if (!byKind.TryGetValue(operation.Kind, out var same)) byKind[operation.Kind] = same = [];
            same.Add(operation);
            Note(operation);
            foreach (var child in operation.ChildOperations.Reverse()) pending.Push(child);
        }
    }

    private void Note(IOperation operation)
    {
        if (operation is IVariableDeclaratorOperation declarator && declarator.GetVariableInitializer() is { } initializer) initializers[declarator.Symbol] = initializer.Value;
        if (operation is IFieldInitializerOperation field)
        {
            foreach (var symbol in field.InitializedFields) initializers[symbol] = field.Value;
        }

        var variable = VariableOf(operation);
        if (variable is null) return;
        Put(uses, variable, operation);
        if (MayChange(operation)) Put(writes, variable, operation);
    }

    /// <summary>The local, parameter or field that an operation names, or null.</summary>
    public static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };

    private static bool MayChange(IOperation reference)
    {
        // A deconstruction's targets are the elements of a tuple, perhaps inside another.
        var (target, parent) = (reference, reference.Parent);
        while (parent is ITupleOperation or IDeclarationExpressionOperation) (target, parent) = (parent, parent.Parent);
        return parent switch
        {
            IAssignmentOperation assignment => assignment.Target == target,
            IIncrementOrDecrementOperation => true,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
            IAddressOfOperation or IVariableInitializerOperation { Locals: [{ RefKind: RefKind.Ref }] } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } } => true,
            _ => false,
        };
    }

    private static void Put(Dictionary<ISymbol, List<IOperation>> table, ISymbol key, IOperation operation)
    {
        if (!table.TryGetValue(key, out var list)) table[key] = list = [];
        list.Add(operation);
    }
}
