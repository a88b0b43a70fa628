using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;

namespace CdcReplicator.Router;

/// <summary>Counts the open connections handed out per node.</summary>
internal sealed class InFlightReads
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Of(string nodeId) => _counts.GetValueOrDefault(nodeId);

    /// <summary>Counts a connection until it is closed.</summary>
    public void Track(string nodeId, DbConnection connection)
    {
        _counts.AddOrUpdate(nodeId, 1, (_, count) => count + 1);
        connection.StateChange += Closed;

        void Closed(object sender, StateChangeEventArgs change)
        {
            if (change.CurrentState is ConnectionState.Closed or ConnectionState.Broken)
            {
                connection.StateChange -= Closed;
                _counts.AddOrUpdate(nodeId, 0, (_, count) => count - 1);
            }
        }
    }
}
