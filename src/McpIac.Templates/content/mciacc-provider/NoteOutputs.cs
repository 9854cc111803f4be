using System.ComponentModel;

namespace Provider1;

/// <summary>What the provider yields. Every type has the output id.</summary>
public sealed record NoteOutputs([Description("The note's title.")] string Id, [Description("The file that holds it.")] string File);
