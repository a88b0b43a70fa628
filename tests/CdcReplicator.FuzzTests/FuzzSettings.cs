using System.Globalization;

namespace CdcReplicator.FuzzTests;

/// <summary>How long a fuzz run is, and from where it starts.</summary>
internal static class FuzzSettings
{
    private const int ShortRun = 20_000;

    /// <summary>Inputs of each target: env <c>CDC_FUZZ_INPUTS</c>, else 20,000.</summary>
    public static int Inputs { get; } = (int)(Number("CDC_FUZZ_INPUTS") ?? ShortRun);

    /// <summary>The seed: env <c>CDC_FUZZ_SEED</c>, else another one each time.</summary>
    public static int NewSeed() => (int)(Number("CDC_FUZZ_SEED") ?? Random.Shared.Next());

    private static long? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : null;
}
