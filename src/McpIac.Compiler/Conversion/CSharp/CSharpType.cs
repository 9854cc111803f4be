namespace McpIac.Compiler.Conversion.CSharp;

/// <summary>What a value is in C#.</summary>
internal abstract record CSharpType
{
    public static Scalar Text { get; } = new("string");
    public static Scalar Whole { get; } = new("long");
    public static Scalar Number { get; } = new("double");
    public static Scalar Truth { get; } = new("bool");

    /// <summary><c>Value&lt;T&gt;</c>.</summary>
    public sealed record Scalar(string Name) : CSharpType;

    /// <summary><c>ValueList&lt;T&gt;</c>.</summary>
    public sealed record List(Scalar Element) : CSharpType;

    /// <summary><c>ValueMap&lt;T&gt;</c>.</summary>
    public sealed record Map(Scalar Element) : CSharpType;

    /// <summary>A generated class.</summary>
    public sealed record Object(GeneratedClass Class) : CSharpType;

    /// <summary><c>ObjectList&lt;T&gt;</c> of a generated class.</summary>
    public sealed record Objects(GeneratedClass Class) : CSharpType;

    /// <summary><c>AnyValue</c>.</summary>
    public sealed record Any : CSharpType
    {
        public static Any Instance { get; } = new();
    }
}
