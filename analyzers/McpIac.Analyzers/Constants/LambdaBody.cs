using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Constants;

/// <summary>A lambda that does nothing but yield a value.</summary>
internal sealed record LambdaBody(IAnonymousFunctionOperation Function, IOperation Result)
{
    public static LambdaBody? Of(IOperation operation)
    {
        if (operation is IDelegateCreationOperation { Target: var target }) operation = target;
        return operation is IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } result }, ..] } function
            && function.Body.Operations.Skip(1).All(o => o.IsImplicit) ? new LambdaBody(function, result) : null;
    }

    /// <summary>The frame that its result is read in for one element of a sequence.</summary>
    public Frame Applied(Frame frame, Bound element, int index) => LambdaLoop.Turn(Function, element, index, frame);
}
