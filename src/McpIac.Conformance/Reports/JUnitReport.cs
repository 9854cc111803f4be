using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace McpIac.Conformance.Reports;

/// <summary>The report as JUnit's XML, which most CI servers show: a suite a type, and one for the server; what was exempt or couldn't be tried is skipped.</summary>
public static class JUnitReport
{
    public static string Write(ConformanceReport report)
    {
        var suites = report.Results.GroupBy(r => r.Type ?? Name(report), StringComparer.Ordinal).Select(Suite);
        var root = new XElement("testsuites", new XAttribute("name", Name(report)), suites);
        return new XDeclaration("1.0", "utf-8", null) + "\n" + root + "\n";
    }

    private static string Name(ConformanceReport report) => report.Provider.Length > 0 ? report.Provider : report.Server.Length > 0 ? report.Server : "server";

    private static XElement Suite(IGrouping<string, CheckResult> results) => new("testsuite",
        new XAttribute("name", Clean(results.Key)), new XAttribute("tests", results.Count()), new XAttribute("failures", results.Count(r => r.Outcome == CheckOutcome.Failed)),
        new XAttribute("skipped", results.Count(r => r.Outcome is CheckOutcome.Exempt or CheckOutcome.Skipped)), new XAttribute("time", Seconds(results.Sum(r => r.Duration.TotalSeconds))),
        results.Select(Case));

    private static XElement Case(CheckResult result) => new("testcase",
        new XAttribute("classname", Clean(result.Type ?? "server")), new XAttribute("name", result.Id), new XAttribute("time", Seconds(result.Duration.TotalSeconds)),
        result.Outcome switch
        {
            CheckOutcome.Failed => new XElement("failure", new XAttribute("message", Clean(result.Why ?? "")), $"{result.Title} (level {result.Level}, clause {result.Clause})"),
            CheckOutcome.Exempt or CheckOutcome.Skipped => new XElement("skipped", new XAttribute("message", Clean(result.Why ?? ""))),
            _ => null,
        });

    private static string Seconds(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);

    // What a server says may hold characters that XML can't.
    private static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));
}
