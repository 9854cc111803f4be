using System.Runtime.CompilerServices;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl;

/// <summary>The outputs of a component that a document defines.</summary>
public sealed class ComponentOutputs
{
    private readonly UseOfComponent use;
    private readonly string id;

    internal ComponentOutputs(UseOfComponent use, string id) => (this.use, this.id) = (use, id);

    /// <summary>An output, whatever it is.</summary>
    public AnyValue this[string output, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0] => new(Read(output, new SourcePlace(file, line)));

    /// <summary>An output, taken for one of a known type; what it really is shows when it is read.</summary>
    public Value<T> Output<T>(string output, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => new(Read(output, new SourcePlace(file, line)));

    /// <inheritdoc cref="Output{T}"/>
    public ValueList<T> List<T>(string output, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) => new(Read(output, new SourcePlace(file, line)));

    private Expression Read(string? output, SourcePlace place)
    {
        if (Tokens.IsIn(output ?? "")) return new Invalid(AuthoringDiagnostics.NotData("an output whose name isn't known yet"));
        use.Read(output ?? "", place);
        return new External(External.Component, [id, output ?? ""]);
    }
}
