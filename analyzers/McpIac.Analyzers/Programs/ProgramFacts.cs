using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Baselines;
using McpIac.Analyzers.Language;
using Microsoft.CodeAnalysis;

namespace McpIac.Analyzers.Programs;

/// <summary>What the rules know of one compilation: its files, read when a rule first asks, and its variables. Thread-safe.</summary>
/// <param name="files">The files that the compiler was given besides sources.</param>
internal sealed class ProgramFacts(Compilation compilation, DslTypes dsl, IEnumerable<AdditionalText> files)
{
    private readonly ConcurrentDictionary<SyntaxTree, Lazy<TreeFacts>> trees = new();
    private readonly ConcurrentDictionary<SyntaxTree, IReadOnlyList<WrittenValue>> written = new();
    private readonly ConcurrentDictionary<ISymbol, IOperation?> definitions = new(SymbolEqualityComparer.Default);

    private readonly Lazy<Baseline?> baseline = new(() => Baseline.Find(files));

    /// <summary>What was applied last, when that is told.</summary>
    public Baseline? Baseline => baseline.Value;

    public DslTypes Dsl => dsl;

    /// <summary>What a file's initializers write, which most rules look at.</summary>
    public IReadOnlyList<WrittenValue> WrittenIn(TreeFacts tree) => written.GetOrAdd(tree.Tree, _ => WrittenValues.In(tree, dsl));

    /// <param name="model">The file's model when the caller has one: a compilation doesn't keep those it gave.</param>
    public TreeFacts Tree(SyntaxTree tree, SemanticModel? model = null) =>
        trees.GetOrAdd(tree, t => new(() => new TreeFacts(model ?? compilation.GetSemanticModel(t)))).Value;

    /// <summary>What a variable is from its declaration on: its initializer's value, when nothing else ever sets it; else null.</summary>
    public IOperation? Definition(ISymbol variable) => definitions.GetOrAdd(variable, Find);

    /// <summary>Everywhere in the program that a variable is named.</summary>
    public IEnumerable<IOperation> UsesOf(ISymbol variable) => TreesThatMayName(variable).SelectMany(t => t.UsesOf(variable));

    private IOperation? Find(ISymbol variable)
    {
        if (variable is not (ILocalSymbol or IFieldSymbol) || variable.DeclaringSyntaxReferences is not [var declaration]) return null;
        if (TreesThatMayName(variable).Any(t => t.WritesOf(variable).Count > 0)) return null;
        return Tree(declaration.SyntaxTree).InitializerOf(variable);
    }

    // A field may be set wherever it can be seen; a local only in its own file.
    private IEnumerable<TreeFacts> TreesThatMayName(ISymbol variable) => variable is IFieldSymbol && !IsSealedIn(variable)
        ? compilation.SyntaxTrees.Where(t => !IsGenerated(t)).Select(t => Tree(t))
        : variable.DeclaringSyntaxReferences.Select(r => r.SyntaxTree).Distinct().Select(t => Tree(t));

    private static bool IsSealedIn(ISymbol field) =>
        field is IFieldSymbol { IsConst: true } || field.DeclaredAccessibility == Accessibility.Private && field.ContainingType is { IsScriptClass: false, DeclaringSyntaxReferences.Length: 1 };

    // Generated classes name no variable of the author's, and there are many of them.
    private static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase);
}
