using System;
using System.Globalization;
using System.Linq;
using System.Text;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Constants;

/// <content>Texts: interpolated ones, and the methods that make one of another.</content>
internal sealed partial class Evaluation
{
    /// <param name="inValue">As a Value's text, which writes true and not True.</param>
    private Datum? Interpolated(IInterpolatedStringOperation text, Frame frame, bool inValue)
    {
        var made = new StringBuilder();
        foreach (var part in text.Parts)
        {
            var piece = part switch
            {
                IInterpolatedStringTextOperation literal => Of(literal.Text, frame)?.AsText(),
                IInterpolationOperation hole => Hole(hole.Expression, hole.Alignment, hole.FormatString, frame, inValue),
                IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation append } => Appended(append, frame, inValue),
                _ => null,
            };
            if (piece is null) return null;
            made.Append(piece);
        }

        return Datum.Of(made.ToString());
    }

    // In a handler each part is a call of AppendLiteral or AppendFormatted.
    private string? Appended(IInvocationOperation append, Frame frame, bool inValue)
    {
        var arguments = append.Arguments.Where(a => a.ArgumentKind == ArgumentKind.Explicit).ToDictionary(a => a.Parameter?.Name ?? "", a => a.Value);
        if (!arguments.TryGetValue("value", out var value)) return null;
        if (append.TargetMethod.Name == "AppendLiteral") return Of(value, frame)?.AsText();
        arguments.TryGetValue("alignment", out var alignment);
        arguments.TryGetValue("format", out var format);
        return Hole(value, alignment, format, frame, inValue);
    }

    private string? Hole(IOperation value, IOperation? alignment, IOperation? format, Frame frame, bool inValue)
    {
        if (Of(value, frame) is not { } known) return null;
        var width = alignment is null ? 0 : Of(alignment, frame)?.AsInteger() ?? 0;
        var form = format is null ? null : Of(format, frame)?.AsText();
        if (width == 0 && string.IsNullOrEmpty(form)) return inValue && known.AsBoolean() is { } flag ? flag ? "true" : "false" : TextOf(known, value);
        if (known.AsInteger() is not { } number || Math.Abs(width) > 200) return null;
        try
        {
            return string.Format(CultureInfo.InvariantCulture, $"{{0,{width.ToString(CultureInfo.InvariantCulture)}:{form}}}", number);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>A constant as C# writes it into a text.</summary>
    private static string? TextOf(Datum value, IOperation written) => value.Kind switch
    {
        DatumKind.Text => value.AsText(),
        DatumKind.Boolean => value.AsBoolean() == true ? "True" : "False",
        DatumKind.Number when value.AsInteger() is not null && !IsFractional(written) => value.NumberText,
        _ => null,
    };

    private static bool IsFractional(IOperation written)
    {
        while (written is IConversionOperation { OperatorMethod: null } conversion) written = conversion.Operand;
        return written.Type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;
    }

    private Datum? Call(IInvocationOperation call, Frame frame)
    {
        var method = call.TargetMethod;
        if (program.Dsl.Owns(method)) return Passed(call) is { } passed ? Of(passed, frame) : OfLibrary(call, frame);
        if (method.Name == "ToString" && call is { Instance: { } shown, Arguments.Length: 0 }) return Of(shown, frame) is { } value && TextOf(value, shown) is { } text ? Datum.Of(text) : null;
        if (method.ContainingType.SpecialType == SpecialType.System_String) return OfString(call, frame);
        if (method.ContainingType is { Name: "Math", ContainingNamespace.Name: "System" }) return OfMath(call, frame);
        return Resolve(new Bound(call, frame)) is var found && (found.Constant is not null || found.Operation != call) ? Of(found) : null;
    }

    private Datum? OfLibrary(IInvocationOperation call, Frame frame)
    {
        if (!program.Dsl.IsFunction(call.TargetMethod, "Cidr", "Subnet") || call.Arguments.Length != 3) return null;
        var (network, bits, number) = (Network.Parse(Of(call.Arguments[0].Value, frame)?.AsText()), Of(call.Arguments[1].Value, frame)?.AsInteger(), Of(call.Arguments[2].Value, frame)?.AsInteger());
        var exists = network is not null && bits is >= 0 and < 63 && network.Length + bits <= network.Width && number >= 0 && number >> (int)bits == 0;
        return exists && network is not null ? Datum.Of(network.Subnet((int)(bits ?? 0), number ?? 0).ToString()) : null;
    }

    /// <summary>What a function of the library yields unchanged, or null: <c>Text(x)</c> and <c>Secret(x)</c> are x.</summary>
    private IOperation? Passed(IInvocationOperation call) =>
        call.Arguments is [{ Value: var inner }, ..] && (program.Dsl.IsFunction(call.TargetMethod, "Authoring", "Text")
            || program.Dsl.IsFunction(call.TargetMethod, "Authoring", "Secret") && !Names(call, inner)) ? inner : null;

    // A literal names a secret of the project.
    private static bool Names(IInvocationOperation call, IOperation inner) => call.Arguments.Length > 1 && inner is ILiteralOperation;

    private Datum? OfString(IInvocationOperation call, Frame frame)
    {
        var arguments = call.Arguments.Select(a => Of(a.Value, frame)).ToArray();
        if (call.Instance is null)
        {
            if (call.TargetMethod.Name != "Concat" || call.Arguments.Any(a => a.ArgumentKind != ArgumentKind.Explicit || a.Value.Type is not { SpecialType: SpecialType.System_String })) return null;
            return arguments.All(a => a?.AsText() is not null) ? Datum.Of(string.Concat(arguments.Select(a => a?.AsText()))) : null;
        }

        if (Of(call.Instance, frame)?.AsText() is not { } text || arguments.Any(a => a is null)) return null;
        return (call.TargetMethod.Name, arguments) switch
        {
            ("ToLowerInvariant" or "ToLower", []) => Datum.Of(text.ToLowerInvariant()),
            ("ToUpperInvariant" or "ToUpper", []) => Datum.Of(text.ToUpperInvariant()),
            ("Trim", []) => Datum.Of(text.Trim()),
            ("Replace", [{ } old, { } with]) when old.AsText() is { Length: > 0 } from => Datum.Of(text.Replace(from, with.AsText() ?? "")),
            ("Substring", [{ } start]) when start.AsInteger() is { } from && from >= 0 && from <= text.Length => Datum.Of(text.Substring((int)from)),
            _ => null,
        };
    }

    private Datum? OfMath(IInvocationOperation call, Frame frame)
    {
        var numbers = call.Arguments.Select(a => Of(a.Value, frame)?.AsInteger()).ToArray();
        return (call.TargetMethod.Name, numbers) switch
        {
            ("Min", [{ } a, { } b]) => Datum.Of(Math.Min(a, b)),
            ("Max", [{ } a, { } b]) => Datum.Of(Math.Max(a, b)),
            ("Abs", [{ } a and > long.MinValue]) => Datum.Of(Math.Abs(a)),
            _ => null,
        };
    }
}
