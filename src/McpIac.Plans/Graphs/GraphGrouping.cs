namespace McpIac.Plans.Graphs;

/// <summary>
/// What of a graph is drawn as one box: <see cref="Component"/>: what is directly in one component, and a resource outside any stands for itself; <see cref="Stage"/>: what may run side by
/// side; <see cref="Provider"/>: what one server makes.
/// </summary>
public enum GraphGrouping { Component, Stage, Provider }
