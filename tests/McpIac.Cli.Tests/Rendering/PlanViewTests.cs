using McpIac.Cli.Rendering;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Tests.Rendering;

public sealed class PlanViewTests
{
    [Fact]
    public void WhatIsRetained_IsForgottenOrKept_AndNotDestroyed()
    {
        var kept = Plans.Step(StepAction.Replace, "aws:rds:db", "db", diff: [Plans.Change("engine", Datum.Of("a"), Datum.Of("b"), "forces replacement", forces: true)])
            with
        { Options = new BoundOptions { Retain = true } };
        var forgotten = Plans.Step(StepAction.Forget, "aws:rds:db", "old", reason: "no longer in the program; what exists is kept (retain)");
        var plan = Plans.Of([kept, forgotten], [[kept.Urn], [forgotten.Urn]]);
        Assert.Equal("""
            shop

              Stage 1  aws
                ± db  aws:rds:db  the old one is kept
                    engine: "a" → "b" (forces replacement)

              Stage 2  aws
                ○ old  aws:rds:db
                    no longer in the program; what exists is kept (retain)

            Plan: 0 to create, 0 to update, 1 to replace, 0 to delete, 1 to forget.
            """, Plans.Text(PlanView.Of(plan, twin: false)));
        Assert.Empty(PlanView.Destroying(plan));
    }

    [Fact]
    public void WhatIsRead_IsShownByItsId()
    {
        PlanStep Read(string name, Datum shown, string? formula = null) =>
            Plans.Step(StepAction.Read, "aws:vpc:vpc", name) with { Read = new PlannedRead(new Literal(Datum.Null), shown, formula, null) };
        PlanStep[] reads = [Read("a", Datum.Of("vpc-1")), Read("b", Evaluation.Unknown, "${app.vpcId}"), Read("c", Evaluation.Masked), Read("d", Evaluation.Unknown)];
        Assert.Equal("""
            shop

              Stage 1  aws
                ▸ a  aws:vpc:vpc  vpc-1
                ▸ b  aws:vpc:vpc  ${app.vpcId}
                ▸ c  aws:vpc:vpc  (secret)
                ▸ d  aws:vpc:vpc  (known after apply)
                + e  aws:vpc:vpc

            Plan: 1 to create, 0 to update, 0 to replace, 0 to delete, 4 to read.
            """, Plans.Text(PlanView.Of(Plans.Of([.. reads, Plans.Step(StepAction.Create, "aws:vpc:vpc", "e")]), twin: false)));
        Assert.Equal(PlanView.NoChanges, Plans.Text(PlanView.Of(Plans.Of(reads), twin: false)));
    }

    [Fact]
    public void WhatIsInAComponent_StandsBelowIt()
    {
        PlanStep In(string name, params string[] components) =>
            Plans.Step(StepAction.Create, "aws:vpc:subnet", name) with { Urn = Urns.Make("shop", components, "aws:vpc:subnet", name) };
        PlanStep[] steps = [In("a", "Tier:web"), In("own"), In("b", "Tier:web", "Node:1"), In("a", "Tier:api")];
        Assert.Equal("""
            shop

              Stage 1  aws
                + own  aws:vpc:subnet
                  web  Tier
                    + a  aws:vpc:subnet
                      1  Node
                        + b  aws:vpc:subnet
                  api  Tier
                    + a  aws:vpc:subnet

            Plan: 4 to create, 0 to update, 0 to replace, 0 to delete.
            """, Plans.Text(PlanView.Of(Plans.Of(steps, [[.. steps.Select(s => s.Urn)]]), twin: false)));
    }

    [Fact]
    public void ARenaming_IsShownByItself()
    {
        var plan = Plans.Of([Plans.Step(StepAction.NoOp, "aws:rds:db", "new")], []) with { Renamings = [new("shop/aws:rds:db/old%20one", "shop/aws:rds:db/new", "aws:rds:db", "new")] };
        Assert.Equal("""
            shop

              Renamed
                shop/aws:rds:db/old one → shop/aws:rds:db/new

            Plan: 0 to create, 0 to update, 0 to replace, 0 to delete, 1 renamed.
            """, Plans.Text(PlanView.Of(plan, twin: false)));
    }

    [Fact]
    public void Plan_WithEveryAction_ShowsStagesReasonsOutputsAndWhatIsDestroyed()
    {
        var vlan = Plans.Step(StepAction.Update, "opnsense:network:vlan", "app-network", diff: [Plans.Change("tag", Datum.Of(150), Datum.Of(151))]);
        var subnet = Plans.Step(StepAction.Replace, "aws:vpc:subnet", "app-subnet",
            diff: [Plans.Change("cidrBlock", Datum.Of("10.0.1.0/24"), Datum.Of("10.0.2.0/24"), "forces replacement", forces: true)]);
        var instance = Plans.Step(StepAction.Replace, "aws:ec2:instance", "app-1", destroysData: true, undo: UndoKind.Irreversible,
            diff: [Plans.Change("subnetId", Datum.Of("subnet-1"), Evaluation.Unknown, "forces replacement, because app-subnet is replaced", forces: true)]);
        var rule = Plans.Step(StepAction.Create, "opnsense:firewall:rule", "allow-https",
            Plans.Map(("source", Datum.Of("any")), ("destination", Evaluation.Unknown), ("token", Evaluation.Masked)));
        var gone = Plans.Step(StepAction.Delete, "aws:ec2:instance", "app-2", reason: "no longer in the program", destroysData: true);
        var kept = Plans.Step(StepAction.NoOp, "aws:vpc:vpc", "portal");
        var plan = Plans.Of([kept, vlan, subnet, instance, rule, gone], [[vlan.Urn, subnet.Urn], [instance.Urn, rule.Urn], [gone.Urn]],
            new PlannedOutput("url", new Literal(Datum.Null), Datum.Of("https://a/"), Evaluation.Unknown, false, true),
            new PlannedOutput("password", new Literal(Datum.Null), null, Evaluation.Masked, true, true),
            new PlannedOutput("same", new Literal(Datum.Null), Datum.Of(1), Datum.Of(1), false, false),
            new PlannedOutput("old", new Literal(Datum.Null), Datum.Of(2), null, false, true));

        Assert.Equal("""
            shop  every provider but local is a twin

              Stage 1  aws, opnsense
                ~ app-network  opnsense:network:vlan
                    tag: 150 → 151
                ± app-subnet   aws:vpc:subnet
                    cidrBlock: "10.0.1.0/24" → "10.0.2.0/24" (forces replacement)

              Stage 2  aws, opnsense
                ± app-1        aws:ec2:instance  destroys its data, can't be taken back
                    subnetId: "subnet-1" → (known after apply) (forces replacement, because app-subnet is replaced)
                + allow-https  opnsense:firewall:rule
                    source: "any"
                    destination: (known after apply)
                    token: (secret)

              Stage 3  aws
                - app-2  aws:ec2:instance  destroys its data
                    no longer in the program

              Outputs
                ~ url: "https://a/" → (known after apply)
                + password: (secret)
                - old: 2

              3 resources will be destroyed:
                ± app-subnet  aws:vpc:subnet  replaced by a new one
                ± app-1  aws:ec2:instance  replaced by a new one  its data is lost
                - app-2  aws:ec2:instance  no longer in the program  its data is lost

            Plan: 1 to create, 1 to update, 2 to replace, 1 to delete.
            """, Plans.Text(PlanView.Of(plan, twin: true)));
    }

    [Fact]
    public void Plan_WithoutChanges_IsOneSentence() =>
        Assert.Equal("No changes. Everything is as the program says.", Plans.Text(PlanView.Of(Plans.Of([Plans.Step(StepAction.NoOp, "aws:vpc:vpc", "portal")]), twin: true)));

    [Fact]
    public void OneUrn_ReplacedAndLeftOver_StandsInBothStages()
    {
        var replaced = Plans.Step(StepAction.Replace, "aws:vpc:subnet", "a", deleteFirst: true, reason: "the type can't be updated in place",
            diff: [Plans.Change("zone", Datum.Of("a"), Datum.Of("b"))]);
        var leftOver = Plans.Step(StepAction.Delete, "aws:vpc:subnet", "a", reason: "left over from a replacement", deposedId: "subnet-0");
        var plan = Plans.Of([replaced, leftOver], [[replaced.Urn], [leftOver.Urn]]);

        Assert.Equal("""
            shop

              Stage 1  aws
                ± a  aws:vpc:subnet  the old one is deleted first
                    the type can't be updated in place
                    zone: "a" → "b"

              Stage 2  aws
                - a  aws:vpc:subnet
                    left over from a replacement

              2 resources will be destroyed:
                ± a  aws:vpc:subnet  replaced by a new one
                - a  aws:vpc:subnet  left over from a replacement, id subnet-0

            Plan: 0 to create, 0 to update, 1 to replace, 1 to delete.
            """, Plans.Text(PlanView.Of(plan, twin: false)));
    }
}
