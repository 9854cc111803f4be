namespace McpIac.Compiler.Conversion.CSharp;

/// <summary>Code of a value, and what it is.</summary>
/// <param name="IsCompound">An operator is outermost, so that it needs parentheses as an operand.</param>
internal readonly record struct CSharpCode(string Text, CSharpType Type, bool IsCompound = false)
{
    /// <summary>As an operand, or as what a member is asked of.</summary>
    public string Operand => IsCompound ? $"({Text})" : Text;
}
