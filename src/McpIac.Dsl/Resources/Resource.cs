using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl;

/// <summary>
/// A thing that a provider owns. Making one declares it; reading any of its properties, also one that was just written, refers to what the provider
/// will say it is, and makes a dependency.
/// </summary>
public abstract class Resource : SchemaObject
{
    /// <exception cref="InvalidOperationException">No deployment is being recorded: the program was started by itself.</exception>
    protected Resource(string type, string name, ResourceOptions? options, string file, int line)
    {
        (Type, Name, Options, Place) = (type, name ?? "", options, new SourcePlace(file, line));
        Urn = DeploymentRecorder.Current.Register(this);
    }

    /// <summary>Declares something that exists and is only read.</summary>
    /// <param name="id">The provider's id of it.</param>
    /// <exception cref="InvalidOperationException">No deployment is being recorded: the program was started by itself.</exception>
    protected Resource(string type, string name, Value<string> id, ResourceOptions? options, string file, int line) : this(type, name, options, file, line) =>
        Existing = ((IExpressible)id).ToExpression() ?? Literals.Null;

    internal string Type { get; }

    internal string Name { get; }

    internal ResourceOptions? Options { get; }

    internal SourcePlace Place { get; }

    /// <summary>The id of what exists and is only read; null for what is managed.</summary>
    internal Expression? Existing { get; }

    /// <summary>What has to hold after it was made or changed; see <see cref="Authoring.Ensure"/>.</summary>
    internal List<ResourceCondition> Postconditions { get; } = [];

    /// <summary>With the deployment's name as it was when this was made; see <see cref="DeploymentRecorder.Finish"/>.</summary>
    internal string Urn { get; }

    private protected override Expression Refer(string name) => new Reference(Urn, [name]);

    public override string ToString() => Tokens.Of(Literals.From(this));
}
