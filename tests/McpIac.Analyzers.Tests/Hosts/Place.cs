namespace McpIac.Analyzers.Tests.Hosts;

/// <summary>Where a host reports what.</summary>
internal sealed record Place(string Id, int Line, int Column, int EndLine, int EndColumn) : IComparable<Place>
{
    public int CompareTo(Place? other) => (Line, Column, Id, EndLine).CompareTo((other!.Line, other.Column, other.Id, other.EndLine));

    public override string ToString() => $"{Id} {Line}:{Column}-{EndLine}:{EndColumn}";
}
