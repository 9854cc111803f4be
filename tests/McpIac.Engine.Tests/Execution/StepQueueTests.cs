using System.Collections.Concurrent;
using McpIac.Dsl.Expressions;
using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Planning;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Execution;

public sealed class StepQueueTests
{
    private readonly StepQueue queue = new(new StepTimes());

    [Fact]
    public void ChangesOfUnknownPace_TravelWithTheirLike_NoMoreThanRunAtOnce()
    {
        AddAll("p:a:x", 12);
        AddAll("p:b:y", 2);
        Assert.Equal("p:a:x*5 p:b:y*2 p:a:x*5 p:a:x*2", Batches(5));
    }

    [Fact]
    public void QuickChangesOfOneProvider_ShareALargeBatch()
    {
        queue.Measure([Node("p:a:x"), Node("p:b:y"), Node("q:c:z")], 3, TimeSpan.FromMilliseconds(20));
        AddAll("p:a:x", 60);
        AddAll("p:b:y", 10);
        AddAll("q:c:z", 3);
        Assert.Equal("p:a:x*50 p:b:y*10+p:a:x*10 q:c:z*3", Batches(5));
    }

    [Fact]
    public void SlowChanges_StaySmall()
    {
        queue.Measure([Node("p:a:x")], 1, TimeSpan.FromSeconds(3));
        AddAll("p:a:x", 7);
        Assert.Equal("p:a:x*5 p:a:x*2", Batches(5));
    }

    [Fact]
    public void WhatHasTheLongestWayToGo_IsTakenFirst_AndAlone()
    {
        queue.Measure([Node("p:a:x"), Node("p:b:y")], 2, TimeSpan.FromMilliseconds(20));
        AddAll("p:a:x", 60);
        AddAll("p:b:y", 1);
        foreach (var (type, rest) in (ReadOnlySpan<(string, double)>)[("p:b:y", 7), ("p:a:x", 9)])
        {
            var urgent = Node(type);
            urgent.Rest = rest;
            queue.Add(urgent);
        }

        Assert.Equal("p:a:x*1+p:b:y*1 p:b:y*1+p:a:x*49 p:a:x*11", Batches(5));
    }

    [Fact]
    public void NodesThatWereGivenUp_AreLeftOut()
    {
        var nodes = AddAll("p:a:x", 4);
        nodes[0].Status = nodes[2].Status = NodeStatus.Skipped;
        Assert.Equal("p:a:x*2", Batches(5));
    }

    [Fact]
    public async Task ReadyChangesOfOneProvider_ReachItAsABatch_AndEveryStepIsReported()
    {
        var sizes = new ConcurrentQueue<int>();
        var harness = new Harness
        {
            Intercept = (tool, args, _) =>
        {
            if (tool == "applyDeployment") sizes.Enqueue(((ApplyArguments)args).Changes!.Count);
            return Task.FromResult<object?>(null);
        }
        };
        var program = new TestProgram();
        for (var i = 0; i < 200; i++) program.Add("aws:vpc:vpc", $"v{i}", ("cidrBlock", V("10.0.0.0/16")));
        await harness.ConvergeAsync(program);
        Assert.Equal(200, sizes.Sum());
        Assert.InRange(sizes.Count, 4, 100);
        foreach (var phase in (StepPhase[])[StepPhase.Started, StepPhase.Succeeded])
        {
            Assert.Equal(200, harness.Events.Where(e => e.Phase == phase).Select(e => e.Urn).Distinct().Count());
        }

        Assert.All(harness.Events.Where(e => e.Phase == StepPhase.Succeeded), e => Assert.True(e.Elapsed > TimeSpan.Zero));
    }

    private List<StepNode> AddAll(string type, int count)
    {
        List<StepNode> nodes = [.. Enumerable.Range(0, count).Select(_ => Node(type))];
        nodes.ForEach(queue.Add);
        return nodes;
    }

    private string Batches(int slots)
    {
        var batches = new List<string>();
        while (queue.Take(_ => slots, _ => Engine.Execution.ApplyOptions.MaxBatch) is { Count: > 0 } batch)
        {
            batches.Add(string.Join('+', batch.GroupBy(n => n.Step.Type).Select(g => $"{g.Key}*{g.Count()}")));
        }

        return string.Join(' ', batches);
    }

    private static StepNode Node(string type) => new(
        new PlanStep(StepAction.Create, type, type, "n", type.Split(':')[0], new Dictionary<string, Expression>(), Datum.EmptyMap, [], "", UndoKind.Exact, false, []), "create", null);
}
