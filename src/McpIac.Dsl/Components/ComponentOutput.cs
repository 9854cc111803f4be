using System.Collections;
using McpIac.Dsl.Expressions;

namespace McpIac.Dsl.Components;

/// <summary>What a component's property yields: a value, or resources as wholes, of which whoever reads it says what he means.</summary>
internal static class ComponentOutput
{
    /// <summary>Whether values of the type can be one.</summary>
    public static bool IsOne(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return IsOne(inner);
        if (typeof(IExpressible).IsAssignableFrom(type) || type.IsSubclassOf(typeof(Resource)) || type.IsEnum || Type.GetTypeCode(type) is not (TypeCode.Object or TypeCode.Empty or TypeCode.DBNull)) return true;
        var elements = type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
        return elements is { IsGenericType: true } && elements.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? elements.GetGenericArguments() is [var key, var value] && key == typeof(string) && IsOne(value)
            : elements is not null && IsOne(elements);
    }

    public static Expression Of(object? value) => value switch
    {
        Resource resource => new Reference(resource.Urn, []),
        string or IExpressible => Literals.From(value),
        IDictionary map => new MapExpression([.. map.Cast<DictionaryEntry>().Select(e => KeyValuePair.Create((string)e.Key, Literals.Member((string)e.Key, Of(e.Value))))]),
        IEnumerable items => Compose.List([.. items.Cast<object?>().Select(Of)]),
        _ => Literals.From(value),
    };
}
