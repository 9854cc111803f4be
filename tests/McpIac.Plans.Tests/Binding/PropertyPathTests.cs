using CsCheck;
using McpIac.Plans.Binding;

namespace McpIac.Plans.Tests.Binding;

public sealed class PropertyPathTests
{
    private static readonly Gen<string?> Key = Gen.OneOf(Gen.String[Gen.Char["ab/.[]* 0$-"], 1, 4].Select(k => (string?)k), Gen.Int[0, 99].Select(i => i == 0 ? null : $"{i}"));

    private static readonly Gen<PropertyPath> Paths =
        Gen.Select(Gen.String[Gen.Char["abC_$-1"], 0, 3].Select(s => s.Length == 0 ? null : s), Key.Array[0, 4], (first, rest) => new PropertyPath([first, .. rest]));

    [Fact]
    public void AnyPath_ReadsBackAsItself() => Paths.Sample(path => Assert.Equal(path, PropertyPath.Parse(path.ToString())));

    [Fact]
    public void AnyText_IsReadOrRefused() => Gen.String[Gen.Char["a.[]*\"0 "], 0, 8].Sample(text => _ = PropertyPath.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("a[x]")]
    [InlineData("a[0]b")]
    [InlineData("[0]")]
    [InlineData("a[\"b]")]
    public void WhatIsNoPath_IsRefused(string text) => Assert.Null(PropertyPath.Parse(text));

    [Theory]
    [InlineData("tags", "tags", true)]
    [InlineData("tags", "tags/env", true)]
    [InlineData("tags", "tagsOfOld", false)]
    [InlineData("tags.env", "tags", false)]
    [InlineData("ingress[*].fromPort", "ingress/3/fromPort", true)]
    [InlineData("ingress[*].fromPort", "ingress/3/toPort", false)]
    [InlineData("ingress[1]", "ingress/1/toPort", true)]
    [InlineData("ingress[1]", "ingress/12", false)]
    [InlineData("labels[\"a.io/name\"]", "labels/a.io/name", true)]
    [InlineData("labels.*", "labels/a.io/name", true)]
    [InlineData("*", "anything/at/all", true)]
    public void Places_CoverWhatIsInside(string path, string changed, bool covers) => Assert.Equal(covers, PropertyPath.Parse(path)!.Covers(changed));
}
