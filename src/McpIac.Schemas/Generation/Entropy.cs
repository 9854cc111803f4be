using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace McpIac.Schemas.Generation;

/// <summary>
/// Choices that look random and follow from a text alone (SHA-256 in counter mode), so that a run with the same resources yields the same
/// ids and addresses. Not thread-safe.
/// </summary>
internal sealed class Entropy(string seed)
{
    private readonly byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
    private byte[] block = [];
    private int used;
    private long counter;

    /// <summary>Choices of their own for one part, so that adding a part elsewhere doesn't change this one.</summary>
    public Entropy Fork(string part) => new($"{Convert.ToHexString(key)}/{part}");

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = NextByte();
        return bytes;
    }

    /// <summary>A number from 0 to below <paramref name="bound"/>. The modulo's bias is far below what anyone could see.</summary>
    public int Next(int bound) => bound <= 1 ? 0 : (int)(BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4)) % (uint)bound);

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    public string Hex(int digits) => Convert.ToHexStringLower(Bytes((digits + 1) / 2))[..digits];

    private byte NextByte()
    {
        if (used == block.Length)
        {
            Span<byte> input = stackalloc byte[key.Length + sizeof(long)];
            key.CopyTo(input);
            BinaryPrimitives.WriteInt64LittleEndian(input[key.Length..], counter++);
            (block, used) = (SHA256.HashData(input), 0);
        }

        return block[used++];
    }
}
