using McpIac.Schemas.Data;

namespace McpIac.Schemas.Tests.Data;

public sealed class JsonPointerTests
{
    private const string Json = """
        {
          "a/b": [10, {"c~d": "x"}, [true]],
          "s": "}\"]", "n": {"deep": null}, "s": "last"
        }
        """;

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("/a~1b", 2, 3)]
    [InlineData("/a~1b/0", 2, 11)]
    [InlineData("/a~1b/1", 2, 15)]
    [InlineData("/a~1b/1/c~0d", 2, 16)]
    [InlineData("/a~1b/2/0", 2, 30)]
    [InlineData("/n/deep", 3, 22)]
    [InlineData("/s", 3, 37)]
    [InlineData("/n/missing", 3, 16)]
    [InlineData("/a~1b/9/x", 2, 3)]
    public void Position_OfAPointer_IsWhereItsMemberBegins(string pointer, int line, int column) =>
        Assert.Equal((line, column), new JsonPositions(Json).Of(pointer));

    [Fact]
    public void Find_FollowsMembersAndElements()
    {
        var root = DatumReader.Read(Json).Value!;

        Assert.Equal(Datum.Of("x"), JsonPointer.Find(root, "/a~1b/1/c~0d"));
        Assert.Null(JsonPointer.Find(root, "/a~1b/3"));
        Assert.Null(JsonPointer.Find(root, "/s/0"));
        Assert.Equal("/a~1b/c~0d/1", JsonPointer.Append(JsonPointer.Append(JsonPointer.Append("", "a/b"), "c~d"), 1));
    }
}
