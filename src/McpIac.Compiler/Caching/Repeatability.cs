using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using McpIac.Compiler.Children;

namespace McpIac.Compiler.Caching;

/// <summary>
/// Says whether a program yields the same whenever it runs: whether all it refers to is free of the clock, of randomness and of the
/// outside world. Only then may its last result stand for a run.
/// </summary>
internal static class Repeatability
{
    private static readonly string[] PureAssemblies =
        ["McpIac.Dsl", "McpIac.Schemas", ProgramLoadContext.BindingsName, "System.Private.CoreLib", "System.Runtime", "System.Linq", "System.Linq.Expressions",
         "System.Collections", "System.Text.RegularExpressions", "System.Net.Primitives", "System.Private.Uri", "System.Memory", "System.Console", "netstandard"];

    private static readonly string[] ImpureNamespaces =
        ["System.IO", "System.Net.Http", "System.Net.Sockets", "System.Diagnostics", "System.Reflection",
         "System.Security.Cryptography", "System.Runtime.InteropServices"];
    private static readonly string[] PureTypes =
        ["System.IO.Path", "System.Diagnostics.DebuggableAttribute/DebuggingModes", "System.Diagnostics.DebuggerBrowsableState", "System.Reflection.MethodInfo",
         "System.Reflection.MethodBase", "System.Reflection.ConstructorInfo", "System.Reflection.FieldInfo", "System.Reflection.PropertyInfo", "System.Reflection.MemberInfo"];

    private static readonly string[] ImpureTypes = ["System.Environment", "System.Random", "System.TimeProvider", "System.AppContext", "System.AppDomain", "System.Activator", "System.TimeZoneInfo"];
    private static readonly string[] ImpureMembers =
        ["System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
         "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.IO.Path.GetTempFileName", "System.IO.Path.GetRandomFileName", "System.IO.Path.GetTempPath", "System.Type.GetType"];

    public static bool Holds(byte[] assembly)
    {
        using var reader = new PEReader(ImmutableArray.Create(assembly));
        var metadata = reader.GetMetadataReader();
        return metadata.AssemblyReferences.All(h => PureAssemblies.Contains(metadata.GetString(metadata.GetAssemblyReference(h).Name)))
            && metadata.TypeReferences.All(h => IsPure(TypeName(metadata, h)))
            && metadata.MemberReferences.All(h => !ImpureMembers.Contains(MemberName(metadata, metadata.GetMemberReference(h))))
            && metadata.GetTableRowCount(TableIndex.ImplMap) == 0;
    }

    private static bool IsPure(string type) =>
        PureTypes.Contains(type) || type.EndsWith("Attribute", StringComparison.Ordinal) || (!ImpureTypes.Contains(type) && !ImpureNamespaces.Any(n => type.StartsWith(n + ".", StringComparison.Ordinal)));

    private static string TypeName(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? TypeName(metadata, (TypeReferenceHandle)type.ResolutionScope) + "/" + name
            : metadata.GetString(type.Namespace) + "." + name;
    }

    private static string MemberName(MetadataReader metadata, MemberReference member) => member.Parent.Kind == HandleKind.TypeReference
        ? TypeName(metadata, (TypeReferenceHandle)member.Parent) + "." + metadata.GetString(member.Name)
        : "";
}
