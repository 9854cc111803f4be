namespace McpIac.Engine.Execution;

/// <summary>How far it is from each step to the end of its phase, along the longest way: what has the farthest to go is taken first.</summary>
internal static class CriticalPath
{
    /// <summary>Fills in <see cref="StepNode.Rest"/> of all nodes, in O(nodes and edges).</summary>
    /// <param name="weight">How long a node takes, in seconds.</param>
    public static void Measure(IReadOnlyList<StepNode> nodes, Func<StepNode, double> weight)
    {
        var rests = Rests(nodes, weight);
        foreach (var node in nodes) node.Rest = rests[node.Number];
    }

    /// <summary>The same by the nodes' numbers, without touching them.</summary>
    public static double[] Rests(IReadOnlyList<StepNode> nodes, Func<StepNode, double> weight)
    {
        var order = Order(nodes);
        var rests = new double[nodes.Count];
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var node = order[i];
            var rest = 0.0;

            // A later phase waits for the whole of this one, so what it holds makes nothing in this one more urgent.
            foreach (var dependent in node.Dependents)
            {
                if (dependent.Phase == node.Phase && rests[dependent.Number] > rest) rest = rests[dependent.Number];
            }

            rests[node.Number] = rest + weight(node);
        }

        return rests;
    }

    // Each node after all that it waits for.
    private static List<StepNode> Order(IReadOnlyList<StepNode> nodes)
    {
        var waits = new int[nodes.Count];
        foreach (var node in nodes)
        {
            foreach (var dependent in node.Dependents) waits[dependent.Number]++;
        }

        var order = new List<StepNode>(nodes.Count);
        foreach (var node in nodes)
        {
            if (waits[node.Number] == 0) order.Add(node);
        }

        for (var i = 0; i < order.Count; i++)
        {
            foreach (var dependent in order[i].Dependents)
            {
                if (--waits[dependent.Number] == 0) order.Add(dependent);
            }
        }

        return order;
    }
}
