using System.Text;

namespace CdcReplicator.FuzzTests;

/// <summary>
/// Makes inputs of samples: bits, bytes, lengths, parts doubled or mixed, and words that have a meaning.
/// </summary>
internal sealed class Mutation(IReadOnlyList<byte[]> samples, Random random)
{
    private const int MaxLength = 16_384;

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "null",
            "true",
            "-1",
            "0",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1e999999999",
            "1e-999999999",
            "\"\"",
            "[]",
            "{}",
            "[[[[[[[[[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":{\"a\":",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u001b[2J\"",
            "\u001b]0;owned\u0007",
            "\u009b1m",
            "\u202e",
            "\r\n",
            ",",
            ":",
            "cdc.level=",
            "cdc.token=",
            "%00",
            "%",
            "&level=bounded:",
            "99999999999999999999s",
        }.Select(Encoding.UTF8.GetBytes),
        [0x80],
        [0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        [0x01],
        [0, 0, 0, 0],
        [0x7F, 0xFF, 0xFF, 0xFF],
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
    ];

    /// <summary>The next input: one in fifty is a sample as it is.</summary>
    public byte[] Next()
    {
        var bytes = Sample().ToList();
        if (random.Next(50) == 0)
        {
            return [.. bytes];
        }

        for (var times = random.Next(1, 5); times > 0; times--)
        {
            Change(bytes);
        }

        return bytes.Count <= MaxLength ? [.. bytes] : [.. bytes.Take(MaxLength)];
    }

    private byte[] Sample() => samples[random.Next(samples.Count)];

    private void Change(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(1, 33), bytes.Count - at);
        switch (random.Next(10))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                var part = bytes.GetRange(at, length);
                for (var times = random.Next(1, 100); times > 0 && bytes.Count < MaxLength; times--)
                {
                    bytes.InsertRange(at, part);
                }

                break;
            case 6:
                var other = Sample();
                var from = random.Next(other.Length + 1);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, other.AsSpan(from, random.Next(other.Length - from + 1)).ToArray());
                break;
            case 7:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, Words[random.Next(Words.Length)]);
                break;
            default:
                bytes.InsertRange(at, Words[random.Next(Words.Length)]);
                break;
        }
    }
}
