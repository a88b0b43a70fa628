using System.Globalization;

namespace CdcReplicator.Model;

/// <summary>
/// Decides whether a folder is safe to keep files in. Below a folder that everybody may write to, as <c>/tmp</c>, the
/// account that was there first could put links in the place of files. Pure.
/// </summary>
internal static class PathTrust
{
    private const uint Root = 0;

    /// <summary>What is wrong with a folder; null if nothing is.</summary>
    /// <param name="chain">The folder and all above it, from the top; none that is missing.</param>
    /// <param name="self">The account of the process.</param>
    public static string? Problem(IReadOnlyList<PathFacts> chain, uint self)
    {
        var isBelowShared = false;
        foreach (var part in chain)
        {
            if (isBelowShared && part.Owner != self && part.Owner != Root)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{part.Path}' belongs to another account (number {part.Owner}) where everybody may write."
                );
            }

            if (part.IsOpenToAll)
            {
                return $"everybody may remove or replace what is in '{part.Path}'.";
            }

            isBelowShared |= part.IsShared;
        }

        return null;
    }
}
