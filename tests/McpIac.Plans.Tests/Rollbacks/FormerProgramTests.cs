using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Rollbacks;
using McpIac.Plans.States;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Plans.Tests.Rollbacks;

public sealed class FormerProgramTests
{
    private const string A = "shop/files:file:file/a", B = "shop/files:file:file/b";

    [Fact]
    public void AValueOfWhatItNeeded_IsAReference_AloneOrAsAWord_AndInListsAndMaps()
    {
        var refers = new Reference(A, ["id"]);
        Assert.Equal(refers, Refer(Datum.Of("file-1")));
        Assert.Equal(Join(V("https://"), refers, V("/x")), Refer(Datum.Of("https://file-1/x")));
        Assert.Equal(V("file-12"), Refer(Datum.Of("file-12")));
        Assert.Equal(V("myfile-1"), Refer(Datum.Of("myfile-1")));
        Assert.Equal(Join(refers, V(","), new Reference(A, ["digest"])), Refer(Datum.Of("file-1,file-1.v7")));
        Assert.Equal(L(V("x"), refers), Refer(Datum.ListOf([Datum.Of("x"), Datum.Of("file-1")])));
        Assert.Equal(new MapExpression([new("k", refers)]), Refer(Datum.MapOf([new("k", Datum.Of("file-1"))])));
        Assert.Equal(V(7), Refer(Datum.Of(7)));

        static Expression Refer(Datum value) => Of(State(File(A, "file-1", "path", Datum.Of("p")), File(B, "file-2", "content", value, A))).Resources[1].Properties["content"];
    }

    [Fact]
    public void WhatItDidNotNeed_IsNoReference() =>
        Assert.Equal(V("file-1"), Of(State(File(A, "file-1", "path", Datum.Of("p")), File(B, "file-2", "content", Datum.Of("file-1")))).Resources[1].Properties["content"]);

    [Fact]
    public void ACircle_OfWhatWasLeftByRunsThatFailed_IsCutWhereTheEarlierRefersToTheLater()
    {
        var former = Of(State(File(A, "file-1", "content", Datum.Of("file-2"), B) with { At = 3 }, File(B, "file-2", "content", Datum.Of("file-1"), A) with { At = 9 }));
        Assert.Equal((V("file-2"), new Reference(A, ["id"])), (former.Resources[0].Properties["content"], former.Resources[1].Properties["content"]));
        Assert.Equal([0, 1], former.Resources.Select(r => r.Dependencies.Count));
    }

    [Fact]
    public void OutputsRefer_AndSecretOnesStayMasked()
    {
        var state = State(File(A, "file-1", "path", Datum.Of("p"))) with { Outputs = new Dictionary<string, Datum> { ["b"] = Evaluation.Masked, ["a"] = Datum.Of("see file-1") } };
        Assert.Equal([new BoundOutput("a", Join(V("see "), new Reference(A, ["id"])), false), new BoundOutput("b", new Literal(Evaluation.Masked), true)], Of(state).Outputs);
    }

    private static BoundDeployment Of(DeploymentState then) => FormerProgram.Of(then, DeploymentState.Empty("shop"), TestTypes.Catalog, null, new Nothing()).Program!;

    private static DeploymentState State(params ResourceState[] resources) =>
        DeploymentState.Empty("shop") with { Serial = 10, Resources = resources.ToDictionary(r => r.Urn) };

    private static ResourceState File(string urn, string id, string property, Datum value, params string[] needs) => new(
        urn, "files:file:file", urn[^1..], "files", id, Datum.MapOf([new(property, value)]), Datum.MapOf([new("id", Datum.Of(id)), new("digest", Datum.Of($"{id}.v7"))]), null, null, needs, [], Since: urn == A ? 1 : 2);

    private sealed class Nothing : IEvaluationScope
    {
        public Datum? Resolve(Reference reference) => null;
    }
}
