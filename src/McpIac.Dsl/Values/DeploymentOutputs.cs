using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>The outputs of another deployment, as its last successful apply left them. They are read when a plan is made.</summary>
public sealed class DeploymentOutputs
{
    private readonly External whole;

    internal DeploymentOutputs(string name) => whole = new External(External.Deployment, [name]);

    /// <summary>An output, whatever it is.</summary>
    public AnyValue this[string output] => new(Compose.Member(whole, output));

    /// <summary>An output, taken for one of a known type; what it really is shows when it is read.</summary>
    public Value<T> Output<T>(string output) => new(Compose.Member(whole, output));

    /// <inheritdoc cref="Output{T}"/>
    public ValueList<T> List<T>(string output) => new(Compose.Member(whole, output));
}
