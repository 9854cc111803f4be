using System.Reflection;

namespace McpIac.Specs;

/// <summary>The checkout that the specifications were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value ?? ".";
}
