using McpIac.Providers.Servers;
using McpIac.Providers.Stores;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Twin.Tests;

/// <summary>What was in a world before anybody here made something.</summary>
public sealed class ForeignObjectTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("twin-").FullName;

    private string Foreign => Path.Combine(folder, "aws.foreign.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private ProviderServer Start() => TwinProvider.Create(Snapshots.Catalog.Providers.Single(p => p.Name == "aws"), Path.Combine(folder, "aws.world.jsonl"), foreignPath: Foreign);

    private static async Task<T> CallAsync<T>(ProviderServer server, string tool, object arguments) =>
        Assert.IsType<T>((await server.CallAsync(tool, arguments, TestContext.Current.CancellationToken)).Data);

    private static async Task<string> UnmanagedAsync(ProviderServer server)
    {
        var answer = await CallAsync<ListData>(server, "listResources", new ListArguments(Managed: false));
        return string.Join(' ', answer.Resources.Select(r => r.Id).Order(StringComparer.Ordinal));
    }

    private static async Task<string> ChangeAsync(ProviderServer server, string action, string id, string? properties)
    {
        var change = new WireChange(Guid.NewGuid().ToString(), action, "aws:vpc:vpc", "net", "shop/aws:vpc:vpc/net", Id: id, Properties: properties is null ? null : DatumReader.Read(properties).Value);
        var answer = await CallAsync<ApplyData>(server, "applyDeployment", new ApplyArguments("shop", Changes: [change]));
        return answer.Results[0].Outcome;
    }

    [Fact]
    public async Task ForeignObjects_AreListed_Read_ChangedAndDeleted_AndStayGone()
    {
        await File.WriteAllTextAsync(Foreign, """
            {"type":"aws:vpc:vpc","id":"vpc-1","properties":{"cidrBlock":"10.0.0.0/16"},"outputs":{"mainRouteTableId":"rtb-7"}}

            {"type":"aws:vpc:vpc","id":"vpc-2","properties":{"cidrBlock":"10.1.0.0/16"}}
            """, TestContext.Current.CancellationToken);
        await using (var server = Start())
        {
            Assert.Equal("vpc-1 vpc-2", await UnmanagedAsync(server));
            var read = (await CallAsync<WireResource>(server, "getResource", new GetArguments(Id: "vpc-1", Type: "aws:vpc:vpc")));
            Assert.Equal(("rtb-7", "vpc-1"), (read.Outputs["mainRouteTableId"]?.AsText(), read.Outputs["id"]?.AsText()));
            Assert.NotNull(read.Outputs["arn"]?.AsText());
            Assert.Equal("applied", await ChangeAsync(server, "update", "vpc-1", """{"cidrBlock":"10.0.0.0/16","enableDnsHostnames":true}"""));
            Assert.Equal("applied", await ChangeAsync(server, "delete", "vpc-2", null));
            Assert.Equal("", await UnmanagedAsync(server));
        }

        await using (var again = Start())
        {
            Assert.Equal("", await UnmanagedAsync(again));
            var changed = (await CallAsync<WireResource>(again, "getResource", new GetArguments(Id: "vpc-1", Type: "aws:vpc:vpc")));
            Assert.Equal(Datum.True, changed.Properties["enableDnsHostnames"]);
        }
    }

    [Theory]
    [InlineData("""{"type":"aws:vpc:vcp","id":"vpc-1"}""")]
    [InlineData("""{"type":"aws:vpc:vpc"}""")]
    [InlineData("nonsense")]
    public async Task ADamagedLine_IsMCI6201(string line)
    {
        await File.WriteAllTextAsync(Foreign, "\n" + line, TestContext.Current.CancellationToken);
        var problem = Assert.Throws<StoreException>(Start).Problem;
        Assert.Equal(("MCI6201", 2), (problem.Id, problem.Place?.Line));
    }
}
