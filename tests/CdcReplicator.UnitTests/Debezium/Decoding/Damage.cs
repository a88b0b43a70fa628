namespace CdcReplicator.UnitTests;

/// <summary>Damages bytes at random.</summary>
internal static class Damage
{
    /// <summary>A copy with bits flipped, bytes put in, left out or cut off, one to three times.</summary>
    public static byte[] Of(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            // The schema id is left alone mostly: another id is another test.
            var at = bytes.Count > 6 && random.Next(20) != 0 ? random.Next(5, bytes.Count) : random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 4:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                default:
                    // A number of up to ten bytes: lengths, counts, branches, scales.
                    bytes.InsertRange(at, Enumerable.Range(0, random.Next(1, 9)).Select(_ => (byte)0xFF));
                    break;
            }
        }

        return [.. bytes];
    }
}
