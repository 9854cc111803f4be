using System.Text;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Children;

/// <summary>Parameters' values on their way into a program's process: not among its arguments or in its environment, where others could see them.</summary>
internal static class ParameterStream
{
    /// <summary>Writes them and closes the stream. A process that ends before it has read them is no problem of the writer's.</summary>
    public static async Task WriteAsync(Stream stream, IReadOnlyDictionary<string, GivenParameter> parameters)
    {
        try
        {
            await using (stream)
            {
                if (parameters.Count == 0) return;
                var written = Datum.MapOf(parameters.Select(p => KeyValuePair.Create(p.Key, p.Value.ToDatum())));
                await stream.WriteAsync(Encoding.UTF8.GetBytes(DatumWriter.Write(written, sortKeys: false)));
            }
        }
        catch (IOException)
        {
            // The pipe is broken; how the process ended says more.
        }
    }

    /// <summary>Reads to the stream's end.</summary>
    public static IReadOnlyDictionary<string, GivenParameter> Read(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var read = new Dictionary<string, GivenParameter>(StringComparer.Ordinal);
        foreach (var (name, datum) in DatumReader.Read(reader.ReadToEnd()).Value?.Members ?? [])
        {
            if (GivenParameter.FromDatum(datum) is { } parameter) read[name] = parameter;
        }

        return read;
    }
}
