using McpIac.Cli.Rendering;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Tests.Rendering;

public sealed class ChangeViewTests
{
    [Fact]
    public void NestedPath_IsShownAsPeopleWriteIt() =>
        Assert.Equal("ingress[0].fromPort: 80 → 443", Plans.Text(ChangeView.Of(Plans.Change("ingress/0/fromPort", Datum.Of(80), Datum.Of(443)))));

    [Fact]
    public void AddedAndRemoved_AreSaid()
    {
        Assert.Equal("port: (not set) → 443", Plans.Text(ChangeView.Of(Plans.Change("port", null, Datum.Of(443), "added"))));
        Assert.Equal("port: 443 → (not set)", Plans.Text(ChangeView.Of(Plans.Change("port", Datum.Of(443), null, "removed"))));
    }

    [Fact]
    public void UnknownValue_SaysOnlyItsCause() =>
        Assert.Equal("vpcId: \"vpc-1\" → (known after apply) (because portal is updated)",
            Plans.Text(ChangeView.Of(Plans.Change("vpcId", Datum.Of("vpc-1"), Evaluation.Unknown, "known after apply, because portal is updated"))));

    [Fact]
    public void Secrets_AreNeverShown() =>
        Assert.Equal("password: (secret) → (secret)", Plans.Text(ChangeView.Of(Plans.Change("password", Evaluation.Masked, Evaluation.Masked))));

    [Fact]
    public void LongTexts_ShowTheLinesThatDiffer()
    {
        var head = string.Concat(Enumerable.Range(1, 20).Select(i => $"line {i} of the page\n"));
        Assert.Equal("""
            content:
              - app-2: 10.0.1.11
              + app-2: 10.0.1.12
            """, Plans.Text(ChangeView.Of(Plans.Change("content", Datum.Of($"{head}app-2: 10.0.1.11\nend\n"), Datum.Of($"{head}app-2: 10.0.1.12\nend\n")))));
    }

    [Fact]
    public void LongLists_ShowTheElementsThatDiffer()
    {
        string[] servers = [.. Enumerable.Range(10, 8).Select(i => $"10.0.1.{i}:8080")];
        Assert.Equal("""
            servers:
              - "10.0.1.17:8080"
            """, Plans.Text(ChangeView.Of(Plans.Change("servers", Plans.Texts(servers), Plans.Texts(servers[..^1])))));
    }

    [Fact]
    public void NewLongText_IsShownLineByLineUpToALimit()
    {
        var text = Datum.Of(string.Join('\n', Enumerable.Range(1, 12).Select(i => $"l{i}")));
        Assert.Equal("""
            content:
              | l1
              | l2
              | l3
              | l4
              | l5
              | l6
              | l7
              | l8
              … 4 more lines
            """, Plans.Text(ChangeView.New("content", text)));
    }
}
