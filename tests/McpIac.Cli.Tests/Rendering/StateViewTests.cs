using McpIac.Cli.Rendering;
using McpIac.Dsl.Expressions;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Tests.Rendering;

public sealed class StateViewTests
{
    private static readonly ResourceState Subnet = new(
        "shop/aws:vpc:subnet/app", "aws:vpc:subnet", "app", "aws", "subnet-1", Plans.Map(("cidrBlock", Datum.Of("10.0.1.0/24")), ("key", Evaluation.Masked)),
        Plans.Map(("id", Datum.Of("subnet-1"))), null, null, ["shop/aws:vpc:vpc/portal"], [new DeposedResource("subnet-0", Datum.EmptyMap, Datum.EmptyMap, null, null, [], 1, 1, 3)]);

    [Fact]
    public void List_ShowsTypeNameIdAndWhatIsInDoubt()
    {
        var state = new DeploymentState("shop", 4, new Dictionary<string, ResourceState> { [Subnet.Urn] = Subnet }, new Dictionary<string, Datum>(),
            [new PendingIntent("k", "create", "u", "aws:vpc:vpc", "portal", "aws", null, null, [], false)]);
        Assert.Equal("""
            aws:vpc:subnet  app  subnet-1  1 left over from a replacement
            in doubt: create portal (aws:vpc:vpc)
            """, Plans.Text(StateView.List(state)));
    }

    [Fact]
    public void List_OfAnEmptyState_SaysSo() => Assert.Equal("The state of shop is empty.", Plans.Text(StateView.List(DeploymentState.Empty("shop"))));

    [Fact]
    public void Show_HasInputsOutputsAndDependencies() =>
        Assert.Equal("""
            app  aws:vpc:subnet
              urn  shop/aws:vpc:subnet/app
              id   subnet-1
              Inputs
                cidrBlock: "10.0.1.0/24"
                key: (secret)
              Outputs
                id: "subnet-1"
              Depends on
                shop/aws:vpc:vpc/portal
              left over from a replacement: subnet-0
            """, Plans.Text(StateView.Show(Subnet)));
}
