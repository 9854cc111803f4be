namespace McpIac.Compiler.Tests.Programs;

/// <summary>A program that relies on what a pulled snapshot no longer has is told what the provider changed.</summary>
public sealed class ProviderChangeTests
{
    private const string Snapshot = """
        { "mciacc": 1, "provider": "box", "source": { "version": "2.0" }, "tools": [],
          "types": [
            { "type": "box:net:segment", "properties": { "type": "object", "properties": {} } },
            { "type": "box:net:vlan", "properties": { "type": "object", "required": ["zone"], "properties": {
                "tag": { "type": "integer", "maximum": 4000 }, "zone": { "type": "string" },
                "rules": { "type": "array", "items": { "type": "object", "properties": { "port": { "type": "integer" } } } } } } } ],
          "tombstones": [
            { "type": "box:net:lan", "change": "renamed", "text": "is called box:net:segment now", "renamedTo": "box:net:segment", "since": "2.0",
              "was": { "type": "box:net:lan", "properties": { "type": "object", "properties": {} } } },
            { "type": "box:net:vlan", "path": "rules[].ports", "change": "renamed", "text": "is called port now", "renamedTo": "port", "since": "2.0", "was": { "type": "integer" } },
            { "type": "box:net:vlan", "path": "note", "change": "removed", "text": "is gone", "since": "2.0", "was": { "type": "string" } },
            { "type": "box:net:vlan", "path": "tag", "change": "narrowed", "text": "must be at most 4000, and was at most 4094", "since": "2.0" },
            { "type": "box:net:vlan", "path": "zone", "change": "required", "text": "is required now", "since": "2.0" } ] }
        """;

    [Fact]
    public async Task WhatIsGone_IsAnErrorThatSaysWhatItIsCalledNow() =>
        Assert.Equal("""
            infra.csx:1:9-20 error MCI2015 Since box 2.0, box:net:lan is called box:net:segment now. Write Box.Net.Segment.
            infra.csx:2:41-45 error MCI2015 Since box 2.0, note is gone. Take it out.
            infra.csx:2:70-75 error MCI2015 Since box 2.0, rules[].ports is called port now. Write Port.
            """, await DiagnosticsOf("""
            _ = new Box.Net.Lan("old");
            _ = new Box.Net.Vlan("v") { Zone = "a", Note = "x", Rules = [new() { Ports = 1 }] };
            """));

    [Fact]
    public async Task WhatIsRequiredNow_SaysSinceWhen() =>
        Assert.Equal("infra.csx:1:9-21 error MCI2003 Vlan needs Zone, which isn't set (CS9035). Since box 2.0, zone is required now. Set it in the braces after the name: { Zone = … }.",
            await DiagnosticsOf("""_ = new Box.Net.Vlan("v") { Tag = 1 };"""));

    [Fact]
    public async Task WhatIsNarrowerNow_SaysWhatItWas() =>
        Assert.Equal("infra.csx:1:47-51 error MCI2005 tag of v: 4050 is more than the maximum 4000. Since box 2.0, tag must be at most 4000, and was at most 4094. Write a value that the provider's schema allows.",
            await DiagnosticsOf("""_ = new Box.Net.Vlan("v") { Zone = "a", Tag = 4050 };"""));

    [Fact]
    public async Task AProgramThatUsesNoneOfIt_IsSound() => Assert.Equal("", await DiagnosticsOf("""_ = new Box.Net.Vlan("v") { Zone = "a", Tag = 1, Rules = [new() { Port = 1 }] };"""));

    private static async Task<string> DiagnosticsOf(string script)
    {
        using var program = new ProgramFolder();
        program.Put("schemas/box.mcp.json", Snapshot);
        program.Put("infra.csx", script);
        return program.Lines(await program.CompileAsync());
    }
}
