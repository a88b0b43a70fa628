using System.Data.Common;
using System.Threading.Channels;
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

    /// <summary>Positions that watched nodes tell.</summary>
    public Channel<long> Watched { get; } = Channel.CreateUnbounded<long>();

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

    public IAsyncEnumerable<long> WatchAsync(MemberStatus member, CancellationToken cancellationToken) =>
        Watched.Reader.ReadAllAsync(cancellationToken);

    public Task<long?> ReadPositionAsync(
        MemberStatus member,
        DbConnection connection,
        CancellationToken cancellationToken
    ) => Task.FromResult<long?>(StoredPosition ?? _published);
}
