using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Client;

/// <summary>
/// Says of entries that are no numbers of their publisher that they count for nothing: of each once, and of so many at
/// most, because strangers may write them without end. Safe for concurrent use.
/// </summary>
internal sealed class UnreadableNumbers(ILogger logger)
{
    /// <summary>How many are said.</summary>
    public const int MaxSaid = 20;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    /// <summary>Says it of an entry, unless it was said.</summary>
    public void Say(MetadataEntry entry, string publisher)
    {
        lock (_gate)
        {
            if (_said.Count >= MaxSaid || !_said.Add(entry.Key))
            {
                return;
            }
        }

        ClientLog.NumbersHidden(logger, Printable.Quote(entry.Key), entry.Version, publisher);
    }
}
