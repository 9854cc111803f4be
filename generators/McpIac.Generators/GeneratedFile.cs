using System;
using McpIac.Schemas.Bindings;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Generators;

/// <summary>A type's file, or why it couldn't be written.</summary>
internal sealed record GeneratedFile(string HintName, string? Source, Diagnostic? Problem)
{
    public static GeneratedFile Of(TypeModel model, TypeName name, TypeName? now)
    {
        try
        {
            var file = BindingsWriter.Write(model.Type, name, now);
            return new GeneratedFile(file.HintName, file.Source, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One type less, instead of none at all (CS8785).
            return new GeneratedFile(name.FullName, null, Problems.Failed("", model.Type.Token, exception));
        }
    }
}
