using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Tests.Programs;

/// <summary>A bound deployment, put together by hand.</summary>
internal sealed class TestProgram(Catalog? catalog = null, string name = "shop")
{
    private readonly List<BoundResource> resources = [];
    private readonly List<BoundOutput> outputs = [];
    private readonly List<BoundCheck> checks = [];

    public Handle Add(string type, string name, params (string Name, Expression Value)[] properties) => Add(type, name, [], properties);

    public Handle Add(string type, string resource, string[] dependsOn, params (string Name, Expression Value)[] properties)
    {
        var urn = Urns.Make(name, [], type, resource);
        var found = (catalog ?? TestTypes.Catalog).Find(type) ?? throw new ArgumentException(type);
        resources.Add(new BoundResource(urn, resource, found, properties.ToDictionary(p => p.Name, p => p.Value),
            [.. properties.SelectMany(p => References.Of(p.Value)).Select(r => r.Urn).Concat(dependsOn).Distinct()], null));
        return new Handle(urn);
    }

    /// <summary>What exists and is only read.</summary>
    public Handle Existing(string type, string resource, Expression id)
    {
        var handle = Add(type, resource, [.. References.Of(id).Select(r => r.Urn).Distinct()]);
        resources[^1] = resources[^1] with { Existing = id };
        return handle;
    }

    /// <summary>Gives a resource that was added options.</summary>
    public TestProgram With(Handle handle, BoundOptions options)
    {
        var index = resources.FindIndex(r => r.Urn == handle.Urn);
        resources[index] = resources[index] with { Options = options };
        return this;
    }

    public TestProgram Output(string output, Expression value, bool secret = false)
    {
        outputs.Add(new BoundOutput(output, value, secret));
        return this;
    }

    public TestProgram Check(string check, BoundCondition condition)
    {
        checks.Add(new BoundCheck(check, condition, null));
        return this;
    }

    public BoundDeployment Bound() => new(name, [.. resources], [.. outputs], new Dictionary<string, string> { ["aws"] = "sha256:aws" }) { Checks = [.. checks] };

    public static Expression V(string text) => new Literal(Datum.Of(text));

    public static Expression V(long number) => new Literal(Datum.Of(number));

    public static Expression L(params Expression[] items) => new ListExpression([.. items]);

    public static Expression Join(params Expression[] parts) => new Interpolation([.. parts]);

    /// <summary>A declared resource, to refer to.</summary>
    internal sealed record Handle(string Urn)
    {
        public Expression this[params string[] path] => new Reference(Urn, [.. path]);
    }
}
