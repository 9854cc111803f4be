using McpIac.Compiler.Conversion;

namespace McpIac.Cli.Programs;

/// <summary>The languages of programs, by what users call them.</summary>
internal static class ProgramForms
{
    /// <summary>That of an option's word or of a file's ending; null for none.</summary>
    public static ProgramForm? Named(string word) => word.ToLowerInvariant() switch
    {
        "yaml" or "yml" => ProgramForm.Yaml,
        "json" => ProgramForm.Json,
        "csharp" or "csx" => ProgramForm.CSharp,
        _ => null,
    };

    /// <summary>That of a program: of a project it is C# too.</summary>
    public static ProgramForm Of(string program) => Named(Path.GetExtension(program).TrimStart('.')) ?? ProgramForm.CSharp;
}
