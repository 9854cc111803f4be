using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Constants;

/// <summary>A lambda given to <c>Select</c> and the like of a sequence whose elements are known.</summary>
internal static class LambdaLoop
{
    public static IReadOnlyList<Frame>? FramesOf(IInvocationOperation call, IAnonymousFunctionOperation function, Frame frame, ProgramFacts program)
    {
        var source = call.Instance ?? (call.Arguments.Length > 0 ? call.Arguments[0].Value : null);
        if (source is null || new Evaluation(program).Elements(source, frame) is not { } elements) return null;
        return [.. elements.Select((element, i) => Turn(function, element, i, frame))];
    }

    /// <summary>The frame of one call; the second parameter, where there is one, is the element's index.</summary>
    public static Frame Turn(IAnonymousFunctionOperation function, Bound element, int index, Frame frame)
    {
        var parameters = function.Symbol.Parameters;
        if (parameters.Length > 0) frame = frame.With(parameters[0], element);
        return parameters.Length > 1 ? frame.With(parameters[1], new Bound(null, frame, Datum.Of(index))) : frame;
    }
}
