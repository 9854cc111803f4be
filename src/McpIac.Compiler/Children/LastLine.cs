using System.IO.MemoryMappedFiles;
using System.Reflection;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Children;

/// <summary>
/// Where an instrumented program notes the line it is at: a mapped file, so that the note outlives a stack overflow, a failed process and a killed one.
/// Holds one number: file index in the upper 32 bits, line in the lower.
/// </summary>
internal static class LastLine
{
    /// <summary>The class the instrumented program has for it, and its field of type <see cref="UnmanagedMemoryAccessor"/>.</summary>
    public const string ClassName = "McpIacLastLine", FieldName = "View";

    public static void Create(string path) => File.WriteAllBytes(path, new byte[sizeof(long)]);

    /// <summary>Connects a loaded program to the file; does nothing for a program that isn't instrumented.</summary>
    public static void Connect(Assembly program, string path)
    {
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, sizeof(long));
        program.GetType(ClassName)?.GetField(FieldName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)?.SetValue(null, file.CreateViewAccessor());
    }

    /// <summary>The place noted last, or null when the program never began.</summary>
    public static SourcePlace? Read(string path, IReadOnlyList<string> files)
    {
        // The program may be running, and have the file open for writing.
        var bytes = new byte[sizeof(long)];
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)) stream.ReadExactly(bytes);
        var noted = BitConverter.ToInt64(bytes);
        var (file, line) = ((int)(noted >> 32), (int)noted);
        return line > 0 && file < files.Count ? new SourcePlace(files[file], line) : null;
    }
}
