using System.Collections.Concurrent;
using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>Copies of the node's database that were refused lately. Safe for concurrent use.</summary>
internal sealed class SeenCopies(TimeProvider time)
{
    /// <summary>An applier of a copy looks every few seconds whether it was adopted, and claims again.</summary>
    private static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(30);
    private const int Shown = 5;

    private readonly ConcurrentDictionary<string, (string Text, long At)> _seen = new(StringComparer.Ordinal);

    /// <summary>Those that are there now, for people.</summary>
    public IReadOnlyList<string> Now =>
        [
            .. _seen
                .Values.Where(copy => time.GetElapsedTime(copy.At) <= ShownFor)
                .Select(copy => copy.Text)
                .Order(StringComparer.Ordinal)
                .Take(Shown),
        ];

    /// <summary>One was refused; whether it is a new one.</summary>
    public bool Note(NodeClaim claim)
    {
        var isNew = !_seen.TryGetValue(claim.ApplierId, out var before) || time.GetElapsedTime(before.At) > ShownFor;
        _seen[claim.ApplierId] = ($"{claim.Endpoint} (applier {claim.ApplierId})", time.GetTimestamp());
        foreach (var (applier, copy) in _seen)
        {
            if (time.GetElapsedTime(copy.At) > ShownFor)
            {
                _seen.TryRemove(applier, out _);
            }
        }

        return isNew;
    }
}
