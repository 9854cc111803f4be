using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Constants;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Programs;

/// <summary>Which of a file's variables that hold a resource need which others: by what is written into them, their options, and members added to their maps.</summary>
internal sealed class ResourceGraph
{
    private readonly ProgramFacts program;
    private readonly Dictionary<ISymbol, List<ISymbol>> needs = new(SymbolEqualityComparer.Default);

    public ResourceGraph(TreeFacts tree, ProgramFacts program)
    {
        this.program = program;
        foreach (var creation in tree.Of<IObjectCreationOperation>(OperationKind.ObjectCreation).Where(c => program.Dsl.IsResource(c.Type)))
        {
            if (VariableOf(creation) is { } variable) Add(variable, creation);
        }

        foreach (var write in MapWrites(tree, program)) Add(write.Variable, write.Value);
    }

    /// <summary>Members that are added to the map of a resource after it was made.</summary>
    public static IEnumerable<(ISymbol Variable, IOperation Value)> MapWrites(TreeFacts tree, ProgramFacts program)
    {
        foreach (var assignment in tree.Of<ISimpleAssignmentOperation>(OperationKind.SimpleAssignment))
        {
            if (assignment.Target is not IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IPropertyReferenceOperation { Instance: { } owner } }) continue;
            if (TreeFacts.VariableOf(owner) is not { } variable || !program.Dsl.IsResource(owner.Type)) continue;
            if (Runs.Of(assignment, program) is { Doubts.Count: 0, Frames.Count: > 0 }) yield return (variable, assignment.Value);
        }
    }

    /// <summary>The shortest circle through a variable, beginning and ending with it, or null.</summary>
    public IReadOnlyList<ISymbol>? CircleThrough(ISymbol start)
    {
        var from = new Dictionary<ISymbol, ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<ISymbol>([start]);
        while (pending.Count > 0)
        {
            var current = pending.Dequeue();
            foreach (var next in needs.TryGetValue(current, out var found) ? found : [])
            {
                if (SymbolEqualityComparer.Default.Equals(next, start)) return Path(start, current, from);
                if (from.ContainsKey(next)) continue;
                from.Add(next, current);
                pending.Enqueue(next);
            }
        }

        return null;
    }

    public IEnumerable<ISymbol> Variables => needs.Keys;

    public IObjectCreationOperation? CreationOf(ISymbol variable) => program.Definition(variable) is { } value ? Bare(value) as IObjectCreationOperation : null;

    private static IReadOnlyList<ISymbol> Path(ISymbol start, ISymbol last, Dictionary<ISymbol, ISymbol> from)
    {
        var path = new List<ISymbol> { start };
        for (var current = last; !SymbolEqualityComparer.Default.Equals(current, start); current = from[current]) path.Insert(0, current);
        path.Insert(0, start);
        return path;
    }

    private ISymbol? VariableOf(IObjectCreationOperation creation)
    {
        var holder = creation.Parent;
        while (holder is IConversionOperation) holder = holder.Parent;
        var variable = holder switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            IFieldInitializerOperation { InitializedFields: [var field] } => (ISymbol)field,
            _ => null,
        };
        return variable is not null && program.Definition(variable) is not null ? variable : null;
    }

    private void Add(ISymbol variable, IOperation value)
    {
        if (!needs.TryGetValue(variable, out var found)) needs[variable] = found = [];
        found.AddRange(Named(value, 0));
    }

    // What a lambda names is needed when it is called, which may be never.
    private IEnumerable<ISymbol> Named(IOperation value, int depth)
    {
        if (depth > 50 || value is IAnonymousFunctionOperation) yield break;
        if (TreeFacts.VariableOf(value) is { } variable)
        {
            if (program.Dsl.IsResource(value.Type)) yield return variable;
            else if (program.Definition(variable) is { } definition && depth < 10)
            {
                foreach (var further in Named(definition, depth + 10)) yield return further;
            }
        }

        foreach (var child in value.ChildOperations)
        {
            foreach (var named in Named(child, depth + 1)) yield return named;
        }
    }

    private static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation conversion) operation = conversion.Operand;
        return operation;
    }
}
