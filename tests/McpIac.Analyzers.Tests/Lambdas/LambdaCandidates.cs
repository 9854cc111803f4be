using System.Reflection;

namespace McpIac.Analyzers.Tests.Lambdas;

/// <summary>
/// Lambdas of one text, number or list element, as source: every method of the types that lambdas meet with every argument that fits, and what else C# has. Many
/// don't compile; those are left out by whoever compiles them.
/// </summary>
internal static class LambdaCandidates
{
    public static IEnumerable<string> OnText =>
    [
        .. Written,
        .. Calls(typeof(string), "x", BindingFlags.Instance), .. Calls(typeof(string), "string", BindingFlags.Static), .. Calls(typeof(Math), "Math", BindingFlags.Static),
        .. Calls(typeof(List<string>), "new List<string> { x, \"q\" }", BindingFlags.Instance), .. Calls(typeof(Dictionary<string, string>), "new Dictionary<string, string> { { \"k\", x } }", BindingFlags.Instance),
        .. Calls(typeof(int), "int", BindingFlags.Static), .. Calls(typeof(Convert), "Convert", BindingFlags.Static),
        .. Sequences("x.Split(',')"), .. Sequences("Words", "x"), .. Sequences("new[] { x.Length, 3 }"),
    ];

    private static readonly string[] Written =
    [
        "x => x", "x => x + \"!\"", "x => x + 1", "x => $\"{x}:{Port}\"", "x => $\"{x,4}|{x.Length:D3}\"", "x => x.Length > 2 ? x : \"short\"", "x => (x ?? \"none\") + Words[1]", "x => x[0].ToString()",
        "x => x[0] == 'a'", "x => x.Length / 2 + (int)(x.Length / 2.0)", "x => -x.Length", "x => +x.Length", "x => ~x.Length", "x => !(x == \"a\")", "x => x.Length ^ 2", "x => x.Length << 1", "x => x.Length & 1",
        "x => x == \"a\" & x != \"b\"", "x => x == \"a\" ^ true", "x => x == \"a\" | true", "x => (long)x.Length", "x => (decimal)x.Length", "x => (byte)x.Length", "x => (char)x.Length", "x => (object)x",
        "x => x as object", "x => x is string", "x => typeof(string).Name + x", "x => default(string) + x", "x => nameof(x) + x", "x => new { A = x, B = 1 }", "x => new { A = x }.A", "x => new Uri(x).Host",
        "x => new Plain { Name = x }", "x => new Plain { Name = x }.Name", "x => new Plain { Name = x, Tags = { \"a\" } }", "x => new Plain(x)", "x => new Plain().Name + x", "x => new List<string> { x }", "x => new List<string>(3) { x }",
        "x => new List<string>(x.Split(','))", "x => new Dictionary<string, string> { { x, \"v\" } }", "x => new string[x.Length]", "x => new[] { x, \"y\" }[1]", "x => new[] { x }.Length", "x => new[] { x }.LongLength",
        "x => Words[x.Length]", "x => Words.Length + x", "x => new Dictionary<string, string> { { \"k\", x } }[\"k\"]", "x => new Dictionary<string, string> { { \"k\", x } }.Keys.First()",
        "x => new Dictionary<string, string> { { \"k\", x } }.Count", "x => DateTime.UtcNow + x", "x => DateTime.Today.Year + x.Length", "x => Guid.NewGuid().ToString() + x", "x => Environment.TickCount + x.Length",
        "x => Environment.MachineName.Length > 0 ? x : \"\"", "x => new Random(1).Next().ToString() + x", "x => Random.Shared.Next() + x.Length", "x => System.Net.Dns.GetHostName() + x", "x => System.Net.IPAddress.Parse(x).ToString()",
        "x => System.Net.Dns.GetHostEntry(x).HostName", "x => Decorate(x)", "x => Decorate(\"y\") + x", "x => Later(x)", "x => Words.Select(Decorate).First() + x", "x => x.Split(',').Select(Decorate).First()",
        "x => (from w in Words where w != x select w + \"?\").ToList()", "x => (from w in Words orderby w.Length select w + x).ToList()", "x => (from w in Words from v in Words select w + v + x).ToList()",
        "x => x.Split(',').Select((w, i) => w + i).First()", "x => Words.Select((w, i) => w + i).First() + x", "x => x.Select(c => c + 1).ToList()", "x => x.Select(c => c.ToString()).ToList()", "x => x.Where(c => c != '-').Count()",
        "x => x.Split(',').Aggregate((a, b) => a + b)", "x => x.Split(',').ToDictionary(w => w)", "x => x.Split(',').ToDictionary(w => w, w => w.Length)", "x => x.Split(',').ToDictionary(w => w.Normalize(), w => w)", "x => x.Split(',').ToDictionary(w => w, StringComparer.Ordinal)",
        "x => Words.Join(x.Split(','), w => w, p => p.Trim(), (w, p) => w + p + x).ToList()", "x => Words.Join(x.Split(','), w => w, p => p, (w, p) => w.Normalize() + p).First()", "x => x.Split(',').Intersect(Words).Count()", "x => x.Split(',').Except(Words).First()", "x => x.Split(',').GroupBy(w => w.Length).Count()", "x => x.Split(',').Zip(Words).Count()",
        "x => site.Zone + x", "x => site.Zone", "x => $\"{site.Zone}{x}\"", "x => site", "x => site.ToString() + x", "x => site.Tags[\"a\"] + x", "x => site.Tags[x]", "x => site.Addresses[0] + x", "x => site.Addresses[x.Length]",
        "x => site.Addresses.Contains(x)", "x => site.Addresses.Select(a => a + x)", "x => site.Addresses.Where(a => a == x)", "x => site.Addresses.Select(a => a.Normalize() + x)", "x => site.Zone.Select(z => z + x)",
        "x => site.Zone.Select(z => z.Normalize())", "x => site.Zone.SelectMany(z => z.Split(','))", "x => site.Size + x.Length", "x => site.Size > x.Length", "x => site.Zone == x", "x => If(x == \"a\", site.Zone, site.Id)", "x => Text(x)",
        "x => Secret((Value<string>)x)", "x => ((Value<string>)x).ToUpper()", "x => ((Value<string>)x).Length", "x => Cidr.Host(x, 1)", "x => Cidr.Subnet(x, 8, x.Length)", "x => Encode.Base64(x)", "x => Encode.Json(x)",
        "x => Coalesce(site.Zone, x)", "x => site.About[x]", "x => site.About[\"a\"]", "x => site.Health.Path + x", "x => site.Rules[0].Port", "x => x.Length == 3 && site.Count == 4", "x => Mode.Fast.ToString() + x", "x => (int)Mode.Fast + x.Length",
        "x => x.Equals(\"a\")", "x => x.ToString()", "x => x.Length.ToString()", "x => x.Length.ToString(\"D2\")", "x => x.GetHashCode()", "x => x.CompareTo(\"a\")", "x => x.GetType().Name", "x => string.Empty + x", "x => int.MaxValue + x.Length",
        "x => ((int?)x.Length).HasValue", "x => ((int?)x.Length).Value", "x => ((int?)x.Length) ?? 3", "x => checked(x.Length + 1)", "x => x.Length % 2 == 0", "x => new Version(1, x.Length)", "x => x.Length.Equals(3)", "x => Factory(x)",
        "x => TimeSpan.FromSeconds(x.Length)", "x => x.Split(',', StringSplitOptions.RemoveEmptyEntries)", "x => x.Split(new[] { \",\", \";\" }, StringSplitOptions.None)", "x => x.Split(new[] { \",\" }, StringSplitOptions.None)",
        "x => x.Trim('a', 'b')", "x => x.Trim(x[0])", "x => string.Format(x, 1)", "x => string.Format(\"{0}-{1}\", x, 2)", "x => string.Format(System.Globalization.CultureInfo.InvariantCulture, \"{0}\", x)", "x => string.Concat(x, \"-\", x)",
        "x => string.Join(\"-\", new[] { x, \"y\" })", "x => string.Join(\"-\", x.Split(','))", "x => x.StartsWith(\"A\", true, null)", "x => int.Parse(x)", "x => int.Parse(x, System.Globalization.CultureInfo.InvariantCulture)",
        "x => int.Parse(x, System.Globalization.NumberStyles.Any)", "x => double.Parse(x)", "x => bool.Parse(x)", "x => x.Split(',').OrderBy(w => w).First()", "x => x.Split(',').OrderBy(w => w.Length).First()", "x => x.Split(',').Take(1..2).First()",
    ];

    private static readonly Dictionary<Type, string[]> Arguments = new()
    {
        [typeof(string)] = ["\"a\"", "x"], [typeof(char)] = ["'a'"], [typeof(int)] = ["1"], [typeof(long)] = ["2L"], [typeof(double)] = ["1.5"], [typeof(bool)] = ["true"], [typeof(object)] = ["\"o\""],
        [typeof(StringComparison)] = ["StringComparison.Ordinal"], [typeof(StringSplitOptions)] = ["StringSplitOptions.None", "StringSplitOptions.TrimEntries"], [typeof(string[])] = ["new[] { \"a\" }"], [typeof(char[])] = ["new[] { 'a' }"],
        [typeof(object[])] = ["new object[] { x }"], [typeof(IFormatProvider)] = ["System.Globalization.CultureInfo.InvariantCulture"], [typeof(IEnumerable<string>)] = ["x.Split(',')"], [typeof(decimal)] = ["1m"],
    };

    private static readonly string[] SequenceArguments =
        ["", "w => w", "w => w.Length > 1", "w => w > 1", "(w, i) => w", "1", "\"a\"", "new[] { \"z\" }", "new[] { 3 }", "w => new[] { w }", "Decorate", "w => w == x", "(a, b) => a", "\"a\", w => w"];

    private static IEnumerable<string> Calls(Type type, string receiver, BindingFlags kind) => type.GetMethods(BindingFlags.Public | kind)
        .Where(m => !m.IsSpecialName && m.DeclaringType == type && m.GetParameters().All(p => !p.IsOut && !p.ParameterType.IsByRef))
        .SelectMany(m => Combinations(m.GetParameters()).Select(a => $"x => {receiver}.{m.Name}({a}){(a.Contains('x') || receiver.Contains('x') ? "" : " + x")}")).Distinct();

    private static IEnumerable<string> Combinations(ParameterInfo[] parameters) => parameters.Aggregate((IEnumerable<string>)[""],
        (made, parameter) => made.SelectMany(m => (Arguments.GetValueOrDefault(parameter.ParameterType) ?? []).Select(a => m.Length == 0 ? a : $"{m}, {a}"))).Take(4);

    private static IEnumerable<string> Sequences(string receiver, string? extra = null) => typeof(Enumerable).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name).Distinct()
        .SelectMany(name => SequenceArguments.Select(a => $"x => {receiver}.{name}({(extra is not null && a.Length == 0 ? "" : a)}){(extra is null || a.Contains('x') ? "" : $".ToString() + {extra}")}"));
}
