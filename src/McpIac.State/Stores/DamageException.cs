namespace McpIac.State.Stores;

/// <summary>What is stored isn't what was written; the message says what is wrong, as a clause.</summary>
internal sealed class DamageException(string what) : Exception(what);
