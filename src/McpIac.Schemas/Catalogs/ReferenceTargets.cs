namespace McpIac.Schemas.Catalogs;

/// <summary>What <c>x-iac-ref</c> names: <c>aws:vpc:subnet#id</c>, or a type alone, which means its id.</summary>
public static class ReferenceTargets
{
    public static bool Name(string annotation, string type, string member)
    {
        var hash = annotation.IndexOf('#');
        return hash < 0 ? annotation == type && member == "id"
            : hash == type.Length && annotation.Length == hash + 1 + member.Length
                && annotation.StartsWith(type, StringComparison.Ordinal) && annotation.EndsWith(member, StringComparison.Ordinal);
    }
}
