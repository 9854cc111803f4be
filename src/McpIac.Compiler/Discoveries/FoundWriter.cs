using McpIac.Compiler.Conversion;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Compiler.Discoveries;

/// <summary>What exists → the program that takes it over.</summary>
public static class FoundWriter
{
    /// <summary>The whole program. What can't be declared is left out, which a warning says (MCI3078); what was written was read again and compared, as a conversion is.</summary>
    /// <param name="request">Its program needn't exist: it says where the new one is to be.</param>
    /// <param name="provider">The server, where that isn't the types' own.</param>
    public static async Task<ConversionResult> ProgramAsync(
        CompileRequest request, Catalog catalog, IReadOnlyList<WireResource> found, string? provider, ProgramForm form, CancellationToken cancellation)
    {
        var (declared, problems) = FoundProgram.Of(catalog, request.DefaultName, found, provider);
        var (text, said) = await ProgramConverter.WriteAsync(request, form, catalog, declared, cancellation);
        return new(text, [.. problems, .. said]);
    }

    /// <summary>The declaration of one object, to be added to a program.</summary>
    /// <param name="name">The resource's name.</param>
    public static async Task<ConversionResult> DeclarationAsync(CompileRequest request, Catalog catalog, WireResource found, string name, ProgramForm form, CancellationToken cancellation)
    {
        var (declared, problems) = FoundProgram.Of(catalog, request.DefaultName, [found], named: name);
        if (declared.Resources.Count == 0) return new(null, problems);
        var (text, said) = await ProgramConverter.WriteAsync(request, form, catalog, declared, cancellation);
        return new(text is null ? null : ProgramConverter.ResourcesOf(text, form), [.. problems, .. said]);
    }
}
