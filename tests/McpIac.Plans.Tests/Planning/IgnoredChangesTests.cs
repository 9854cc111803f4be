using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Tests.Planning;

public sealed class IgnoredChangesTests
{
    [Theory]
    [InlineData("a", """{"a":1,"b":1}""", """{"a":2,"b":2}""", """{"a":2,"b":1}""")]
    [InlineData("a", """{"a":1,"b":1}""", """{"b":2}""", """{"b":1}""")]
    [InlineData("a", """{"b":1}""", """{"a":2}""", """{"b":1,"a":2}""")]
    [InlineData("*", """{"a":1,"c":1}""", """{"a":2,"b":2}""", """{"a":2,"b":2}""")]
    [InlineData("t.x", """{"t":{"x":1,"y":1}}""", """{"t":{"x":2,"y":2}}""", """{"t":{"x":2,"y":1}}""")]
    [InlineData("t.x", """{}""", """{"t":{"x":2,"y":2}}""", """{"t":{"x":2}}""")]
    [InlineData("t.x", """{"t":{"x":1}}""", """{}""", """{"t":{}}""")]
    [InlineData("t.x", """{"t":5}""", """{"t":{"x":2}}""", """{"t":5}""")]
    [InlineData("l[1]", """{"l":[1,1,1]}""", """{"l":[2,2]}""", """{"l":[1,2,1]}""")]
    [InlineData("l[*].p", """{"l":[{"p":1,"q":1},{"p":1},{"p":1}]}""", """{"l":[{"p":2,"q":2},{"q":2}]}""", """{"l":[{"p":2,"q":1},{},{"p":1}]}""")]
    [InlineData("l[*]", """{"l":[1]}""", """{"l":[2,2]}""", """{"l":[2]}""")]
    [InlineData("a", """{"a":{"$iac":"unknown"}}""", """{"a":2}""", """{"a":2}""")]
    [InlineData("t.x", """{"t":{"$iac":"unknown"}}""", """{"t":{"x":2}}""", """{"t":{"$iac":"unknown"}}""")]
    public void Ignored_IsAsItWasSent(string path, string program, string before, string expected) =>
        Assert.Equal(Read(expected), IgnoredChanges.Keep(Read(program), Read(before), [PropertyPath.Parse(path)!]));

    [Fact]
    public void Fingerprint_IsNeverSent()
    {
        var before = Datum.MapOf([new("a", Fingerprints.Of("u", Datum.Of("secret")))]);
        Assert.Equal(Read("""{"a":1}"""), IgnoredChanges.Keep(Read("""{"a":1}"""), before, [PropertyPath.Parse("a")!]));
    }

    private static Datum Read(string json) => DatumReader.Read(json).Value!;
}
