using System.Net;
using CsCheck;
using McpIac.Schemas.Generation;

namespace McpIac.Schemas.Tests.Generation;

public sealed class AddressesTests
{
    [Fact]
    public void Host_InAnyNetwork_IsInsideAndNeitherItsFirstNorItsLast() =>
        Gen.Select(Gen.UInt, Gen.Int[0, 30], Gen.String).Sample((number, length, seed) =>
        {
            var network = $"{new IPAddress(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(number))}/{length}";
            var host = Addresses.HostIn(network, new Entropy(seed), _ => false);

            Assert.NotNull(host);
            Assert.True(Addresses.Contains(network, host), $"{host} in {network}");
            var bits = BitConverter.ToUInt32([.. IPAddress.Parse(host).GetAddressBytes().Reverse()]) & (length == 0 ? uint.MaxValue : (1u << (32 - length)) - 1);
            Assert.NotEqual(0u, bits);
            Assert.NotEqual((uint)((1UL << (32 - length)) - 1), bits);
        });

    [Fact]
    public void Hosts_InOneNetwork_AreDistinctUntilItIsFull()
    {
        var taken = new HashSet<string>();
        for (var i = 0; i < 11; i++) Assert.True(taken.Add(Addresses.HostIn("10.0.1.16/28", new Entropy($"{i}"), taken.Contains) ?? "none"));

        Assert.Null(Addresses.HostIn("10.0.1.16/28", new Entropy("one more"), taken.Contains));
        Assert.Equal(Enumerable.Range(20, 11).Select(n => $"10.0.1.{n}").Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("2001:db8:150::/64")]
    [InlineData("10.0.0.4/31")]
    [InlineData("10.0.0.4/32")]
    [InlineData("::/0")]
    public void Host_InUnusualNetworks_IsInside(string network) =>
        Assert.True(Addresses.Contains(network, Addresses.HostIn(network, new Entropy("x"), _ => false) ?? "none"));

    [Theory]
    [InlineData("10.0.1.0")]
    [InlineData("10.0.1.0/33")]
    [InlineData("10.0.1/x")]
    [InlineData("x/8")]
    public void Text_ThatIsNoNetwork_HasNoHost(string network) => Assert.Null(Addresses.HostIn(network, new Entropy("x"), _ => false));

    [Fact]
    public void Gateway_IsTheFirstAddress() => Assert.Equal("172.18.0.1", Addresses.FirstIn("172.18.0.0/16"));
}
