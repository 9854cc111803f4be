using CsCheck;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Tests.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl.Tests.Deployments;

public sealed class DeploymentJsonTests
{
    private static readonly Gen<SourcePlace?> Place = Gen.Int[0, 9].Select(n => n == 0 ? null : new SourcePlace("infra.csx", n, n + 1, n + 2, n + 3));

    private static readonly Gen<DeclaredProperty> Property =
        Gen.Select(Gen.String, Generators.AnyExpression, Place, (n, e, p) => new DeclaredProperty(n, e, p));

    private static readonly Gen<DeclaredResource> Resource = Gen.Select(
        Gen.String, Property.Array[0, 3], Gen.String.Array[0, 2], Property.Array[0, 2], Place, Property.Array[0, 1],
        (n, ps, ds, os, p, e) => new DeclaredResource("urn/" + n, "a:b:c", n, ps, ds, p) { Options = os, Existing = e is [var id] ? id : null });

    private static readonly Gen<DeclaredOutput> Output =
        Gen.Select(Gen.String, Generators.AnyExpression, Gen.Bool, Place, (n, e, s, p) => new DeclaredOutput(n, e, s, p));

    [Fact]
    public void AnyDeployment_ReadsBackAsItself() => Gen.Select(Gen.String, Resource.Array[0, 3], Output.Array[0, 2]).Sample((name, resources, outputs) =>
    {
        var read = DeploymentJson.Read(DeploymentJson.Write(new DeclaredDeployment(name, resources, outputs)));
        Assert.NotNull(read);
        Assert.Equal(name, read.Name);
        Assert.Equal(outputs, read.Outputs);
        Assert.Equal(resources.Length, read.Resources.Count);
        foreach (var (expected, actual) in resources.Zip(read.Resources))
        {
            Assert.Equal(expected with { Properties = [], DependsOn = [], Options = [] }, actual with { Properties = [], DependsOn = [], Options = [] });
            Assert.Equal(expected.Options, actual.Options);
            Assert.Equal(expected.Properties, actual.Properties);
            Assert.Equal(expected.DependsOn, actual.DependsOn);
        }
    }, iter: 500);

    [Fact]
    public void AnyDatum_IsReadOrRefused_WithoutThrowing() => Generators.AnyDatum.Sample(datum => _ = DeploymentJson.Read(datum), iter: 1000);
}
