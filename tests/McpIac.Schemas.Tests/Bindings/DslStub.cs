namespace McpIac.Schemas.Tests.Bindings;

/// <summary>What generated classes use of McpIac.Dsl, with the same signatures and no behaviour.</summary>
internal static class DslStub
{
    public const string Source = """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        namespace McpIac.Dsl
        {
            public readonly struct Value<T> { public static implicit operator Value<T>(T value) => default; }
            [CollectionBuilder(typeof(Builders), nameof(Builders.List))]
            public readonly struct ValueList<T> : IEnumerable<Value<T>> { public IEnumerator<Value<T>> GetEnumerator() => throw null!; IEnumerator IEnumerable.GetEnumerator() => throw null!; }
            [CollectionBuilder(typeof(Builders), nameof(Builders.Objects))]
            public sealed class ObjectList<T> : IEnumerable<T> where T : NestedObject { public IEnumerator<T> GetEnumerator() => throw null!; IEnumerator IEnumerable.GetEnumerator() => throw null!; }
            public sealed class ValueMap<T> { public Value<T> this[string key] { get => default; set { } } }
            public sealed class AnyValue { }
            public static class Builders
            {
                public static ValueList<T> List<T>(ReadOnlySpan<Value<T>> items) => default;
                public static ObjectList<T> Objects<T>(ReadOnlySpan<T> items) where T : NestedObject => new();
            }
            public sealed class SchemaSource { }
            public sealed class ResourceOptions { }
            public abstract class SchemaObject
            {
                protected Value<T> ReadValue<T>(string name) => default;
                protected void WriteValue<T>(string name, Value<T> value) { }
                protected ValueList<T> ReadList<T>(string name) => default;
                protected void WriteList<T>(string name, ValueList<T> value) { }
                protected ValueMap<T> ReadMap<T>(string name) => new();
                protected void WriteMap<T>(string name, ValueMap<T>? value) { }
                protected ObjectList<T> ReadObjects<T>(string name, Func<SchemaSource, T> read) where T : NestedObject => new();
                protected void WriteObjects<T>(string name, ObjectList<T> value) where T : NestedObject { }
                protected T ReadObject<T>(string name, Func<SchemaSource, T> read) where T : NestedObject => read(new());
                protected void WriteObject<T>(string name, T? value) where T : NestedObject { }
                protected AnyValue ReadAny(string name) => new();
                protected void WriteAny(string name, AnyValue? value) { }
            }
            public abstract class Resource : SchemaObject { protected Resource(string type, string name, ResourceOptions? options, string file, int line) { } }
            public abstract class NestedObject : SchemaObject { protected NestedObject() { } protected NestedObject(SchemaSource source) { } }
            public sealed class SchemaTypeAttribute(string token) : Attribute { public string Token => token; }
            public sealed class PropertyAttribute(string name) : Attribute { public string Name => name; }
            public sealed class RangeAttribute(double min, double max) : Attribute { public double Min => min; public double Max => max; }
            public sealed class PatternAttribute(string pattern) : Attribute { public string Pattern => pattern; }
            public sealed class FormatAttribute(string format) : Attribute { public string Format => format; }
            public sealed class AllowedValuesAttribute(params string[] values) : Attribute { public string[] Values => values; }
            public sealed class LengthAttribute(int min, int max) : Attribute { public int Min => min; public int Max => max; }
            public sealed class ReferenceAttribute(params string[] targets) : Attribute { public string[] Targets => targets; }
            public sealed class ImmutableAttribute : Attribute;
            public sealed class SensitiveAttribute : Attribute;
        }
        """;
}
