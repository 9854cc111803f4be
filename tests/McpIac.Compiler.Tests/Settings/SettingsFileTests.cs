using System.Globalization;
using System.Reflection;
using McpIac.Compiler.Settings;
using McpIac.Compiler.Tests.Documents;
using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;

namespace McpIac.Compiler.Tests.Settings;

public sealed class SettingsFileTests
{
    private const string Full = """
        name: shop
        parameters: { replicas: 1, version: 1.10, tags: [a, b] }
        providers:
          docker: { command: [docker-mcp, --port, 5], env: { LEVEL: info, DEBUG: true }, limits: { maxConcurrency: 4, requestsPerSecond: 2.5 } }
        environments:
          dev:
          prod:
            parameters: { replicas: 3 }
            providers:
              docker: { env: { LEVEL: error }, limits: { maxConcurrency: 2 } }
              aws: { command: [aws-mcp] }
              west: { type: aws, url: "https://west.example.com/mcp", headers: { Authorization: { secret: token }, X-Retries: 3 } }
            secrets: { token: { file: prod.token } }
            state: { backend: postgres, connection: { env: STATE_URL } }
        secrets:
          db-password: { env: DB_PASSWORD }
          token: { command: [pass, show, token] }
          key: { store: { provider: vault, tool: read, arguments: { path: shop }, at: /data/key } }
        keyFile: ../shop.key
        deployments: { network: ../network }
        state: { backend: postgres, connection: "postgres://ops@db.internal/state", password: { secret: db-password } }
        """;

    [Theory]
    [InlineData("secrets: { x: { file: \"a\\0b\" } }")]
    [InlineData("deployments: { n: \"a\\0b\" }")]
    [InlineData("providers: { p: { env: { \"A\\0\": b } } }")]
    [InlineData("environments: { prod: { parameters: { x: [\"\\0\"] } } }")]
    public void ACharacterThatEndsTexts_IsReported(string text) =>
        Assert.Contains(("MCI1206", "Leave it out."), SettingsFile.Read("/p/mciacc.yaml", text).Diagnostics.Select(d => (d.Id, d.Remedy)));

    [Fact]
    public void AnEnvironment_HasItsOwnSettings_OverTheCommonOnes()
    {
        var (settings, diagnostics) = SettingsFile.Read("/p/mciacc.yaml", Full);
        Assert.Empty(diagnostics);
        Assert.Equal(("shop", "/p", "dev prod"), (settings.Name, settings.Folder, string.Join(' ', settings.Environments.Keys)));
        Assert.Equal("replicas=1 (mciacc.yaml) version=1.10 (mciacc.yaml) tags=[\"a\",\"b\"] (mciacc.yaml) | docker: docker-mcp --port 5 LEVEL=info DEBUG=true 4 2.5", Show(settings.In("dev")));
        Assert.Equal(Show(settings.In(null)), Show(settings.In("dev")));
        Assert.Equal(
            "replicas=3 (prod of mciacc.yaml) version=1.10 (mciacc.yaml) tags=[\"a\",\"b\"] (mciacc.yaml) | docker: docker-mcp --port 5 LEVEL=error DEBUG=true 2 2.5; aws: aws-mcp; west: ",
            Show(settings.In("prod")));
    }

    [Theory]
    [InlineData(">=1.2 <2", "1.4.0", true)]
    [InlineData(">=1.2 <2", "2.0.0", false)]
    [InlineData("^1.2", "v1.9", true)]
    [InlineData("1.x", "1.0.0", true)]
    [InlineData("~1.2.3", "1.3.0", false)]
    [InlineData("1.2.3 || >=3", "3.1", true)]
    [InlineData(">=1.0.0", "1.1.0-beta.2", true)]
    [InlineData(">=1", "2026.8.4", true)]
    [InlineData("*", "nightly", null)]
    [InlineData("*", "", null)]
    public void AVersion_IsOneOfARange(string range, string version, bool? has) =>
        Assert.Equal(has, SettingsFile.Read("m.yaml", $"providers: {{ p: {{ version: '{range}' }} }}").Settings.In(null).Providers["p"].Version!.Has(version));

    [Fact]
    public void WhatIsInherited_IsTheCommonList_AndTheEnvironmentsOwn()
    {
        var (settings, diagnostics) = SettingsFile.Read("/p/mciacc.yaml", """
            providers: { p: { inherit: [AWS_*, KUBECONFIG] } }
            environments: { prod: { providers: { p: { inherit: [KUBECONFIG, GITHUB_TOKEN] } } } }
            """);
        Assert.Empty(diagnostics);
        Assert.Equal(["AWS_*", "KUBECONFIG", "GITHUB_TOKEN"], settings.In("prod").Providers["p"].Inherit);
    }

    [Fact]
    public void TokensAreGot_AsTheEnvironmentSays()
    {
        var (settings, diagnostics) = SettingsFile.Read("/p/mciacc.yaml", """
            providers: { p: { url: "https://a.b/mcp", auth: { type: authorizationCode } } }
            environments: { ci: { providers: { p: { auth: { type: clientCredentials, clientId: ci, clientSecret: { secret: client }, scopes: [a, b], tokenUrl: "https://c.d/token" } } } } }
            """);
        Assert.Empty(diagnostics);
        Assert.Equivalent(new AuthSetting(null, null, [], null), settings.In(null).Providers["p"].Auth);
        Assert.Equivalent(new AuthSetting("ci", "client", ["a", "b"], new Uri("https://c.d/token")), settings.In("ci").Providers["p"].Auth);
    }

    [Fact]
    public void AUrl_TakesACommandsPlace_AndACommandAUrls()
    {
        var (settings, diagnostics) = SettingsFile.Read("/p/mciacc.yaml", """
            providers:
              near: { url: "http://localhost:8080/mcp", headers: { X-Key: a, authorization: { secret: token } } }
              far: { command: [far-mcp] }
            environments:
              prod: { providers: { near: { url: "https://mcp.example.com/mcp", headers: { x-key: b } }, far: { url: "https://far.example.com" } } }
              test: { providers: { near: { command: [near-mcp] } } }
            """);
        Assert.Empty(diagnostics);
        Assert.Equal("http://localhost:8080/mcp X-Key=a authorization=token | far-mcp", Reached(settings.In(null)));
        Assert.Equal("https://mcp.example.com/mcp X-Key=b authorization=token | https://far.example.com/", Reached(settings.In("prod")));
        Assert.Equal("near-mcp X-Key=a authorization=token | far-mcp", Reached(settings.In("test")));
        static string Reached(SettingsPart part) => string.Join(" | ", part.Providers.Values.Select(p => string.Join(' ', p.Command.Append(p.Url?.ToString()).OfType<string>().Concat(p.Headers.Select(h => $"{h.Key}={h.Value.Value}")))));
    }

    [Theory]
    [InlineData("secrets: { s: { store: «{ provider: p }» } }", "MCI1204 The store of s needs the field tool. Add tool.")]
    [InlineData("secrets: { s: { store: { provider: p, tool: t, at: «data» } } }", "MCI1202 at of the store of s is a JSON pointer, as /data/password, and this is a text. Write a JSON pointer, as /data/password.")]
    [InlineData("secrets: { «s»: { store: { provider: p, tool: t }, env: E } }", "MCI1274 The secret s needs one source. Give it one of env, file, command and store; one without any is kept encrypted, and needs no entry.")]
    [InlineData("providers: { p: { version: «newest» } }", "MCI1279 'newest' says no versions of p. Write a range of semantic versions: '>=1.2 <2', '^1.2', '~1.2.3' or '1.x'.")]
    [InlineData("providers: { p: { version: «[1]» } }", "MCI1202 The version of p is a text, and this is a list. Write a text.")]
    [InlineData("providers: { p: { url: «mcp.example.com» } }", "MCI1277 The url of the provider p isn't one that a server is reached by. Write an address of http or https, as https://mcp.example.com/mcp; a name and a password belong in headers, as secrets.")]
    [InlineData("providers: { p: { url: «\"https://me:pw@mcp.example.com\"» } }", "MCI1277 The url of the provider p isn't one that a server is reached by. Write an address of http or https, as https://mcp.example.com/mcp; a name and a password belong in headers, as secrets.")]
    [InlineData("providers: { p: { command: [x], url: «\"https://mcp.example.com\"» } }", "MCI1277 The provider p has a command and a url, and its server is either started or reached. Take one of them out.")]
    [InlineData("providers: { p: { url: \"https://a.b\", headers: { «\"a b\"»: x } } }", "MCI1278 'a b' of p can't be a header. A header's name is of letters, digits and '-', and none that HTTP or MCP sets itself; its value is ASCII.")]
    [InlineData("providers: { p: { url: \"https://a.b\", headers: { «host»: x } } }", "MCI1278 'host' of p can't be a header. A header's name is of letters, digits and '-', and none that HTTP or MCP sets itself; its value is ASCII.")]
    [InlineData("providers: { p: { url: \"https://a.b\", headers: { «X-Name»: \"a\\nb\" } } }", "MCI1278 'X-Name' of p can't be a header. A header's name is of letters, digits and '-', and none that HTTP or MCP sets itself; its value is ASCII.")]
    [InlineData("providers: { p: { url: \"http://a.b\", headers: { «Authorization»: { secret: t } } } }", "MCI1278 The header Authorization of p is a secret, and would travel in the clear. Reach the server by https; http is for this machine alone.")]
    [InlineData("«enviroments»: { dev: {} }", "MCI1203 The project has no field enviroments. Did you mean environments?")]
    [InlineData("environments: { dev: { «parameter»: {} } }", "MCI1203 The environment dev has no field parameter. Did you mean parameters?")]
    [InlineData("environments: { «a/b»: {} }", "MCI1272 'a/b' can't name an environment. A name has letters of ASCII, digits, '-', '_' and '.', begins with a letter or a digit, and has at most 64 characters.")]
    [InlineData("environments: «[dev]»", "MCI1202 environments of the project is a map, and this is a list. Write a map.")]
    [InlineData("providers: { docker: { «cmd»: [x] } }", "MCI1203 The provider docker has no field cmd. It has: type, version, command, url, env, inherit, headers, auth, limits.")]
    [InlineData("providers: { p: { auth: { type: «basic» } } }", "MCI1286 'basic' is no way to get access tokens for p. Write clientCredentials, for a program that signs in as itself, or authorizationCode, for a person with a browser.")]
    [InlineData("providers: { p: { auth: { type: authorizationCode, «clientSecret»: x } } }", "MCI1203 auth of p has no field clientSecret. It has: type, clientId, scopes.")]
    [InlineData("providers: { p: { auth: { type: clientCredentials, clientId: a, clientSecret: «hush» } } }", "MCI1286 The clientSecret of p stands in mciacc.yaml, which is meant to be committed. Write { secret: NAME }, a secret of the project.")]
    [InlineData("providers: { p: { auth: «{ type: clientCredentials, clientSecret: { secret: s } }» } }", "MCI1204 auth of p needs the field clientId. Add clientId.")]
    [InlineData("providers: { p: { auth: { type: clientCredentials, clientId: a, clientSecret: { secret: s }, tokenUrl: «\"http://a.b/token\"» } } }", "MCI1286 The tokenUrl of p isn't one that a secret is sent to. Write an address of https, or of this machine; or leave it out, and the server is asked.")]
    [InlineData("providers: { p: { headers: { «authorization»: x }, auth: { type: authorizationCode } } }", "MCI1286 The provider p has auth and a header Authorization, and a request carries one of them. Take one of them out.")]
    [InlineData("providers: { p: { inherit: [A, «'B_*_C'»] } }", "MCI1285 'B_*_C' of p names no variables that could be inherited. Write a variable's name, or how several begin with * at the end, as AWS_*.")]
    [InlineData("providers: { p: { inherit: [«A=b»] } }", "MCI1285 'A=b' of p names no variables that could be inherited. Write a variable's name, or how several begin with * at the end, as AWS_*.")]
    [InlineData("providers: { p: { inherit: «AWS_*» } }", "MCI1202 inherit of the provider p is a list, and this is a text. Write a list.")]
    [InlineData("providers: { docker: { limits: { maxConcurrency: «0» } } }", "MCI1202 maxConcurrency is a whole number from 1, and this is a number. Write a whole number from 1.")]
    [InlineData("providers: { docker: { limits: { requestsPerSecond: «fast» } } }", "MCI1202 requestsPerSecond is a number above 0, and this is a text. Write a number above 0.")]
    [InlineData("providers: { docker: { limits: { «maxConcurency»: 1 } } }", "MCI1203 limits of docker has no field maxConcurency. Did you mean maxConcurrency?")]
    [InlineData("providers: { docker: { command: «docker-mcp» } }", "MCI1202 command of the provider docker is a list, and this is a text. Write a list.")]
    [InlineData("providers: { docker: { command: [a, «[b]»] } }", "MCI1202 A word of the command of docker is a text, and this is a list. Write a text.")]
    [InlineData("providers: { docker: { env: { A: «{}» } } }", "MCI1204 A of docker needs the field secret. Add secret.")]
    [InlineData("providers: { docker: { env: { A: «[]» } } }", "MCI1202 A of docker is a text, and this is a list. Write a text.")]
    [InlineData("secrets: { «my secret»: { env: A } }", "MCI1273 'my secret' can't name a secret. A name has letters and digits of ASCII, '-', '_', '.' and '/', begins with a letter or a digit, and has at most 100 characters.")]
    [InlineData("secrets: { «a»: { env: A, file: b } }", "MCI1274 The secret a needs one source. Give it one of env, file, command and store; one without any is kept encrypted, and needs no entry.")]
    [InlineData("secrets: { a: { «value»: hunter22 } }", "MCI1203 The secret a has no field value. It has: env, file, command, store.")]
    [InlineData("providers: { docker: { env: { A: { «sekret»: b } } } }", "MCI1203 A of docker has no field sekret. Did you mean secret?")]
    [InlineData("state: { backend: «oracle» }", "MCI5024 State can't be kept in 'oracle'. Write postgres, or file for a file beside the program.")]
    [InlineData("state: { backend: file, password: «x» }", "MCI5024 State in a file has no connection and no password. Take it out, or write backend: postgres.")]
    [InlineData("state: { backend: postgres, connection: «{}» }", "MCI5024 The connection of the state needs one source. Write { env: VARIABLE } or { secret: NAME }.")]
    [InlineData("state: { backend: postgres, connection: { «url»: x } }", "MCI1203 Connection of the state has no field url. It has: env, secret.")]
    [InlineData("state: «{ backend: postgres }»", "MCI1204 The state needs the field connection. Add connection.")]
    [InlineData("state: { backend: postgres, connection: «\"postgres://a:b@c/d\"» }", "MCI5025 The password of the state database stands in mciacc.yaml, which is meant to be committed. Leave it out of the address, and write password: { secret: NAME } or { env: VARIABLE }.")]
    [InlineData("name: a\n---\n«name: b»", "MCI1201 mciacc.yaml holds one document, and this is a second. Take out the ---.")]
    public void AMistake_IsReportedAtItsPlace(string marked, string expected)
    {
        var (start, end) = (marked.IndexOf('«', StringComparison.Ordinal), marked.IndexOf('»', StringComparison.Ordinal) - 1);
        var text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var place = new McpIac.Compiler.Documents.SourceText("", text).Place(start, end);
        var problem = Assert.Single(SettingsFile.Read("mciacc.yaml", text).Diagnostics);
        Assert.Equal($"{place.Line}:{place.Column}-{place.EndColumn} {expected}", Doc.Line(problem));
    }

    [Fact]
    public void ASecret_HasItsSource_AndAnEnvironmentsComesFirst()
    {
        var settings = SettingsFile.Read("mciacc.yaml", Full).Settings;
        Assert.Equal(("../shop.key", "../network"), (settings.KeyFile, settings.In("prod").Deployments["network"]));
        Assert.Equal(("DB_PASSWORD", "pass show token"), (settings.In("dev").Secrets["db-password"].Variable, string.Join(' ', settings.In("dev").Secrets["token"].Command!)));
        Assert.Equal("prod.token", settings.In("prod").Secrets["token"].File);
    }

    [Fact]
    public void TheState_IsWhereItsSettingsSay_AndAnEnvironmentsComeFirst()
    {
        var settings = SettingsFile.Read("mciacc.yaml", Full + "\n").Settings;
        Assert.Equal((new StateValue("postgres://ops@db.internal/state", null, null), new StateValue(null, null, "db-password")), (settings.In("dev").State!.Connection, settings.In("dev").State!.Password));
        Assert.Equal((new StateValue(null, "STATE_URL", null), null), (settings.In("prod").State!.Connection, settings.In("prod").State!.Password));
        Assert.Null(SettingsFile.Read("mciacc.yaml", "state: { backend: file }").Settings.In(null).State!.Connection);
        Assert.Null(SettingsFile.Read("mciacc.yaml", "name: x").Settings.In(null).State);
    }

    [Fact]
    public void AnEmptyFile_SaysNothing() => Assert.Empty(SettingsFile.Read("mciacc.yaml", "# nothing yet\n").Diagnostics);

    [Fact]
    public void TheNearestFile_Upwards_Counts()
    {
        var root = Directory.CreateTempSubdirectory("mciacc-tests-").FullName;
        try
        {
            var inner = Directory.CreateDirectory(Path.Combine(root, "a", "b")).FullName;
            File.WriteAllText(Path.Combine(root, "mciacc.yaml"), "name: outer");
            Assert.Equal("outer", SettingsFile.Load(inner).Settings.Name);
            File.WriteAllText(Path.Combine(root, "a", "mciacc.yaml"), "name: inner");
            Assert.Equal("inner", SettingsFile.Load(inner).Settings.Name);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void AnEnvironment_ThatIsNotThere_IsNamedWithTheNearest()
    {
        var settings = SettingsFile.Read("mciacc.yaml", Full).Settings;
        Assert.Equal("MCI1270 There is no environment prd in mciacc.yaml. Did you mean prod?", Line("prd", settings));
        Assert.Equal("MCI1270 There is no environment staging in mciacc.yaml. There is: dev, prod.", Line("staging", settings));
        Assert.Equal("MCI1270 There is no environment dev: no mciacc.yaml is here or in a folder above. Declare it: environments: { dev: {} } in mciacc.yaml.", Line("dev", ProjectSettings.None));
        static string Line(string name, ProjectSettings settings) => Doc.Line(SettingsProblems.NoSuchEnvironment(name, settings) with { Place = null });
    }

    [Fact]
    public void ThePublishedSchema_TakesWhatTheReaderTakes_AndRefusesWhatItRefuses()
    {
        var root = typeof(SettingsFileTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;
        var (format, problems) = JsonSchema.Compile(DatumReader.Read(File.ReadAllText(Path.Combine(root, "schemas", "formats", "mciacc.schema.json"))).Value!, new SchemaOptions { AssertFormats = true });
        Assert.Empty(problems);
        Assert.Empty(format.Validate(Plain(Full)).Select(v => $"{v.Path} {v.Message}"));
        Assert.Equal(["/enviroments", "/providers/docker/cmd", "/state/conection"], format.Validate(Plain("""
            enviroments: {}
            providers: { docker: { cmd: [x] } }
            state: { backend: file, conection: x }
            """)).Select(v => v.Path).Order(StringComparer.Ordinal));
    }

    private static Datum Plain(string yaml) => McpIac.Compiler.Documents.YamlReader.Read(new McpIac.Compiler.Documents.SourceText("mciacc.yaml", yaml), new())[0].ToDatum();

    private static string Show(SettingsPart part) =>
        string.Join(' ', part.Parameters.Select(p => $"{p.Key}={p.Value.Value.Text ?? p.Value.Value.Value?.ToString()} ({p.Value.Value.Source})")) + " | "
        + string.Join("; ", part.Providers.Select(p => $"{p.Key}: {string.Join(' ', p.Value.Command.Concat(p.Value.Environment.Select(v => $"{v.Key}={v.Value.Value}{(v.Value.Secret ? " (secret)" : "")}")).Concat(Limits(p.Value)))}"));

    private static IEnumerable<string> Limits(ProviderSettings provider) =>
        new[] { provider.MaxConcurrency?.ToString(CultureInfo.InvariantCulture), provider.RequestsPerSecond?.ToString(CultureInfo.InvariantCulture) }.OfType<string>();
}
