using System.Data.Common;
using CdcReplicator.Model;
using CdcReplicator.Router;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.UnitTests.Router;

/// <summary>Opens databases in memory; fails for chosen nodes.</summary>
internal sealed class FakeConnector : INodeReadConnector
{
    public HashSet<string> Broken { get; } = [];

    public List<string> Opened { get; } = [];

    /// <summary>What the node itself says, where that differs from the directory.</summary>
    public long? StoredPosition { get; set; }

    private long _published;

    public async Task<DbConnection> OpenAsync(MemberStatus member, CancellationToken cancellationToken)
    {
        Opened.Add(member.NodeId);
        if (Broken.Contains(member.NodeId))
        {
            throw new SqliteException("unable to open", 14);
        }

        _published = member.LastAppliedSequence;
        var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public Task<long?> ReadPositionAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<long?>(StoredPosition ?? _published);
}
