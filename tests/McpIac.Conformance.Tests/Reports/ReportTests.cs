using System.Xml.Linq;
using McpIac.Conformance.Reports;

namespace McpIac.Conformance.Tests.Reports;

public sealed class ReportTests
{
    private static readonly ConformanceReport Report = Of(
        new CheckResult("protocol.extension", "D1", 1, null, "It announces", CheckOutcome.Passed, null, TimeSpan.FromMilliseconds(2)),
        new CheckResult("plan.replace", "P3", 2, "a:b", "It replaces", CheckOutcome.Failed, "no \u0001path", TimeSpan.Zero),
        new CheckResult("etag.stale", "C5", 3, "a:b", "It refuses", CheckOutcome.Exempt, "no etags", TimeSpan.Zero),
        new CheckResult("lifecycle.create", "C8", 1, "a:c", "It is created", CheckOutcome.Skipped, "no room", TimeSpan.Zero));

    [Fact]
    public void Level_IsTheLowestOfWhatWasTried()
    {
        Assert.Equal(1, Report.Level);
        Assert.Equal([("a:b", (int?)1, null), ("a:c", null, "no room")], Report.Types.Select(t => (t.Type, t.Level, t.Untried)));
        Assert.Equal(["etag.stale"], Report.Types[0].Exemptions);
        Assert.False(Report.Reaches());
        Assert.True(Report.Reaches(1));
        Assert.False((Report with { Left = ["x"] }).Reaches(1));
        Assert.False((Report with { Claimed = null }).Reaches());
        Assert.Contains("plan.replace [a:b] (P3, level 2): no", Report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void JUnit_HasASuiteForEachType_AndOneForTheServer()
    {
        var suites = XDocument.Parse(JUnitReport.Write(Report)).Root!.Elements("testsuite").ToArray();
        Assert.Equal([("p", "1", "0", "0"), ("a:b", "2", "1", "1"), ("a:c", "1", "0", "1")],
            suites.Select(s => ((string)s.Attribute("name")!, (string)s.Attribute("tests")!, (string)s.Attribute("failures")!, (string)s.Attribute("skipped")!)));
        Assert.Equal("no path", (string?)suites[1].Descendants("failure").Single().Attribute("message"));
    }

    [Fact]
    public void Document_HasEachCheck_AndTheLevels()
    {
        var document = ConformanceDocument.Of(Report);
        Assert.Equal("failed", document["checks"]?.Items[1]["outcome"]?.AsText());
        Assert.Equal(1, document["types"]?.Items[0]["level"]?.AsInteger());
        Assert.Equal("no room", document["types"]?.Items[1]["untried"]?.AsText());
        Assert.Equal(false, document["reached"]?.AsBoolean());
        Assert.Equal(true, ConformanceDocument.Of(Report, 1)["reached"]?.AsBoolean());
    }

    private static ConformanceReport Of(params CheckResult[] results) => new("p", "server", "1", 2, Levels.Of(results), Levels.OfTypes(results), results, []);
}
