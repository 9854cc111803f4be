using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl.Expressions;

/// <summary>What a program wrote and no expression can say. Never leaves the program's run: the recorder reports it and puts null in its place.</summary>
internal sealed record Invalid(Diagnostic Diagnostic) : Expression;
