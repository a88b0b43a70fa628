using System.Globalization;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>Seeds of random drift.</summary>
internal static class DriftSeed
{
    /// <summary>A new one, or the one of <c>CDC_SEED</c>; printed.</summary>
    public static int Take(ITestOutputHelper output)
    {
        var seed = int.TryParse(
            Environment.GetEnvironmentVariable("CDC_SEED"),
            NumberStyles.Integer,
            CultureInfo.InvariantCulture,
            out var given
        )
            ? given
            : Random.Shared.Next();
        output.WriteLine($"CDC_SEED={seed}");
        return seed;
    }
}
