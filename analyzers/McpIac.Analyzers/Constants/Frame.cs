using McpIac.Schemas.Data;
using Microsoft.CodeAnalysis;

namespace McpIac.Analyzers.Constants;

/// <summary>What loop variables and lambda parameters stand for in one run of a piece of code. Immutable.</summary>
internal sealed class Frame
{
    public static readonly Frame Empty = new(null, null, default);

    private readonly Frame? outer;
    private readonly ISymbol? variable;
    private readonly Bound value;

    private Frame(Frame? outer, ISymbol? variable, Bound value) => (this.outer, this.variable, this.value) = (outer, variable, value);

    public Frame With(ISymbol variable, Bound value) => new(this, variable, value);

    public Bound? Find(ISymbol symbol)
    {
        for (var frame = this; frame is not null; frame = frame.outer)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.variable, symbol)) return frame.value;
        }

        return null;
    }
}

/// <summary>A value as the program yields it: a constant, or an operation with what its variables stand for.</summary>
internal readonly record struct Bound(IOperation? Operation, Frame Frame, Datum? Constant = null);
