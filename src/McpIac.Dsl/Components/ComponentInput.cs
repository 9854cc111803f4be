using System.Reflection;
using System.Text.Json;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Components;

/// <summary>What a component's class can be given.</summary>
/// <param name="Schema">The JSON Schema of its value.</param>
/// <param name="IsKnown">Whether its value has to be known: it is a plain C# value to the class, and may decide which resources there are.</param>
public sealed record ComponentInput(string Name, Datum Schema, bool IsRequired, bool IsKnown)
{
    /// <summary>Why no other language can give it; null when they can.</summary>
    internal string? Problem { get; private init; }

    internal static string NameOf(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    internal static ComponentInput Of(string name, Type type, bool isRequired)
    {
        if (type == typeof(AnyValue)) return new(NameOf(name), Datum.EmptyMap, isRequired, false);
        var element = type.IsGenericType && type.GetGenericTypeDefinition() is var generic && (generic == typeof(Value<>) || generic == typeof(ValueList<>) || generic == typeof(ValueMap<>)) ? type.GetGenericArguments()[0] : null;
        try
        {
            if (element is null) return typeof(IExpressible).IsAssignableFrom(type) ? Refused() : new(NameOf(name), ParameterSchema.Of(type, NoRules), isRequired, true);
            var schema = ParameterSchema.Of(element, NoRules);
            return new(NameOf(name), type.GetGenericTypeDefinition() == typeof(Value<>) ? schema
                : type.GetGenericTypeDefinition() == typeof(ValueList<>) ? Datum.MapOf([new("type", Datum.Of("array")), new("items", schema)])
                : Datum.MapOf([new("type", Datum.Of("object")), new("additionalProperties", schema)]), isRequired, false);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return Refused();
        }

        ComponentInput Refused() => new(NameOf(name), Datum.EmptyMap, isRequired, false) { Problem = $"it needs {name}, a {type.Name}, which only C# can make" };
    }

    /// <summary>The value as the class takes it.</summary>
    internal static object? Value(Type type, Expression value) =>
        type == typeof(AnyValue) ? new AnyValue(value)
        : typeof(IExpressible).IsAssignableFrom(type) ? Made(type, value)
        : value is Literal known ? ParameterSchema.Read(type, known.Value) : null;

    // Their constructors for expressions, whatever they are values of; what follows the expression is optional.
    private static object? Made(Type type, Expression value)
    {
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).First(c => c.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(Expression));
        return constructor.Invoke([value, .. constructor.GetParameters().Skip(1).Select(_ => (object?)null)]);
    }

    private static ParameterRules NoRules => new(null, null, null, null, null, null, null, null);
}
