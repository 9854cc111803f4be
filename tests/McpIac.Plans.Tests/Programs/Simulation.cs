using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Tests.Programs;

/// <summary>What state would be after a plan was carried out by providers that echo inputs and number their objects.</summary>
internal sealed class Simulation
{
    private int made;

    public DeploymentState State { get; private set; } = DeploymentState.Empty("shop");

    /// <summary>Plans, checks that it could, and carries out.</summary>
    public Plan Apply(TestProgram program)
    {
        var plan = Plan(program);
        Carry(plan, program.Bound());
        return plan;
    }

    public Plan Plan(TestProgram program)
    {
        var (plan, diagnostics) = PlanBuilder.Build(program.Bound(), State, TestTypes.Catalog);
        Assert.Empty(diagnostics);
        return plan!;
    }

    /// <summary>Why there is no plan, a line each.</summary>
    public string Refusal(TestProgram program)
    {
        var (plan, diagnostics) = PlanBuilder.Build(program.Bound(), State, TestTypes.Catalog);
        Assert.Null(plan);
        return string.Join('\n', diagnostics.Select(d => $"{d.Id} {d.Message} {d.Remedy}"));
    }

    public void Edit(Func<DeploymentState, DeploymentState> change) => State = change(State);

    private void Carry(Plan plan, BoundDeployment deployment)
    {
        var live = State.Resources.ToDictionary(r => r.Key, r => (r.Value.Inputs, r.Value.Outputs));
        var resources = State.Resources.ToDictionary();
        foreach (var step in plan.Steps.Where(s => s.Removes)) resources.Remove(step.Urn);
        foreach (var step in plan.Steps.Where(s => !s.Removes && s.Action != StepAction.NoOp))
        {
            var type = TestTypes.Catalog.Find(step.Type)!;
            var inputs = Datum.MapOf(step.Properties.Select(p => new KeyValuePair<string, Datum>(p.Key, Evaluator.Evaluate(p.Value, new Live(live)).Value)));
            var id = step.Action == StepAction.Update ? State.Resources[step.Urn].Id : $"{step.Name}-{++made}";
            var outputs = Datum.MapOf(type.Outputs.Members.Select(m => new KeyValuePair<string, Datum>(
                m.Name, m.Name == "id" ? Datum.Of(id) : inputs[m.Name] ?? Datum.Of($"{id}.{m.Name}"))));
            live[step.Urn] = (inputs, outputs);
            resources[step.Urn] = new ResourceState(step.Urn, step.Type, step.Name, step.Provider, id, Fingerprints.Protect(step.Urn, type.Properties, inputs),
                Fingerprints.Protect(step.Urn, type.Outputs, outputs), null, null, deployment.Resources.Single(r => r.Urn == step.Urn).Dependencies, []);
        }

        foreach (var resource in deployment.Resources)
            resources[resource.Urn] = resources[resource.Urn] with { Options = KeptOptions.Of(resource.Options, ReplaceTrigger.Kept(resource.Urn, resource.Options, new Live(live))) };

        var values = plan.Outputs.Where(o => o.After is not null).ToDictionary(
            o => o.Name, o => o.Secret ? Evaluation.Masked : Evaluator.Evaluate(o.Value, new Live(live)).Value);
        State = State with { Serial = State.Serial + 1, Resources = resources, Outputs = values };
    }

    private sealed class Live(Dictionary<string, (Datum Inputs, Datum Outputs)> known) : IEvaluationScope
    {
        public Datum? Resolve(Reference reference) => known[reference.Urn].Outputs[reference.Path[0]] ?? known[reference.Urn].Inputs[reference.Path[0]];
    }
}
