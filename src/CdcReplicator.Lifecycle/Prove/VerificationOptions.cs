using System.Globalization;

namespace CdcReplicator.Lifecycle;

/// <summary>How the nodes are compared continuously.</summary>
internal sealed record VerificationOptions
{
    /// <summary>Default of <see cref="MaxLoad"/>.</summary>
    public const double DefaultMaxLoad = 0.1;

    /// <summary>Default of <see cref="Interval"/>.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromHours(1);

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long after the beginning of a round over all tables the next one begins. Zero: this process asks for none.
    /// Default 1 h.
    /// </summary>
    public TimeSpan Interval { get; init; } = DefaultInterval;

    /// <summary>
    /// The share of the time that a node reads for a round, on one connection: 0.1 rests nine times as long as the
    /// slowest node has read. A round takes longer than the interval if it has to. Default 0.1.
    /// </summary>
    public double MaxLoad { get; init; } = DefaultMaxLoad;

    /// <summary>Whether this process asks.</summary>
    public bool IsOn => Interval > TimeSpan.Zero;

    /// <summary>Everything that is wrong with the options; empty if nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Interval != TimeSpan.Zero && Interval < ShortestInterval)
        {
            errors.Add($"Verification:Interval is {Interval}; it must be 00:00:00 (off) or at least 0.1 s.");
        }

        if (MaxLoad is not (> 0 and <= 1))
        {
            errors.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Verification:MaxLoad is {MaxLoad}; it must be more than 0 and at most 1."
                )
            );
        }

        return errors;
    }
}
