using System.Globalization;

namespace CdcReplicator.ContractTests;

/// <summary>Random choices of a test; <c>CDC_SEED</c> repeats them.</summary>
internal static class SeedRandom
{
    public static Random New(out int seed)
    {
        seed = int.TryParse(
            Environment.GetEnvironmentVariable("CDC_SEED"),
            NumberStyles.Integer,
            CultureInfo.InvariantCulture,
            out var given
        )
            ? given
            : Random.Shared.Next();
        return new Random(seed);
    }
}
