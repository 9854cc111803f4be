using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>format</c>, where it is asserted.</summary>
internal sealed class FormatKeyword(string format) : Keyword
{
    // The standard's formats are of texts; those of the provider standard may be of numbers too.
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated) =>
        (value.AsText() ?? (run.Options.OfPrograms ? value.NumberText : null)) is { } text && Formats.Broken(format, text) is { } what
            ? run.Fail(this, "format", Rules.Format(what, run.Show(value)))
            : Verdict.Valid;
}
