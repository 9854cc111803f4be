using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace Provider1;

/// <summary>What a program writes. A parameter without a default is required.</summary>
public sealed record NoteProperties(
    [Description("Its title, which is its file's name; another title makes another note."), Immutable, RegularExpression("^[a-z0-9-]+$")] string Title,
    [Description("What it says.")] string Text = "");
