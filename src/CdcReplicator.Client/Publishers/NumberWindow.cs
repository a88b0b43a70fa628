using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>
/// How far apart the numbers of one publisher may be. Nodes remember the highest number and a bounded count of numbers
/// below it that never came; a number is told from those seen for certain as long as it is less than that count below
/// the highest.
/// </summary>
internal static class NumberWindow
{
    /// <summary>
    /// How many commits may be on their way, and how many outcomes unknown: together no more than nodes remember.
    /// </summary>
    public const int MaxLeftOpen = PublisherMemory.MaxMissing / 2;

    /// <summary>
    /// Whether a number is remembered for certain where no number above <paramref name="highest"/> was seen.
    /// </summary>
    public static bool IsRemembered(long number, long highest) => highest - number < PublisherMemory.MaxMissing;

    /// <summary>
    /// Whether a number may still be used: the other half of the window is for what others take until it arrives.
    /// </summary>
    public static bool IsUsable(long number, long highest) => highest - number < PublisherMemory.MaxMissing / 2;
}
