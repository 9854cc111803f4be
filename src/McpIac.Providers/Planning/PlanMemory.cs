using System.Collections.Concurrent;

namespace McpIac.Providers.Planning;

/// <summary>Plans wait here to be applied: in memory alone, because they hold secrets; for an hour, and not more than a thousand.</summary>
internal sealed class PlanMemory(TimeProvider time)
{
    public static readonly TimeSpan Keep = TimeSpan.FromHours(1);
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, RememberedPlan> plans = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> started = new(StringComparer.Ordinal);

    public void Add(RememberedPlan plan)
    {
        foreach (var old in plans.Values.Where(p => p.Expires <= time.GetUtcNow()).Concat(plans.Values.OrderByDescending(p => p.Expires).Skip(Most - 1))) Forget(old.Id);
        plans[plan.Id] = plan;
    }

    public RememberedPlan? Find(string id) => plans.TryGetValue(id, out var plan) && plan.Expires > time.GetUtcNow() ? plan : null;

    /// <summary>True the first time: a plan that was begun may be sent again, though it has itself changed the deployment since.</summary>
    public bool Start(string id) => started.TryAdd(id, true);

    public bool IsStarted(string id) => started.ContainsKey(id);

    private void Forget(string id)
    {
        plans.TryRemove(id, out _);
        started.TryRemove(id, out _);
    }
}
