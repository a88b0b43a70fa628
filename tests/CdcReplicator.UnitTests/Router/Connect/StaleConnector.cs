using System.Data.Common;
using CdcReplicator.Router;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.UnitTests.Router;

/// <summary>A node whose first connections come from a pool and are dead.</summary>
internal sealed class StaleConnector(int dead, long position, Exception? death = null) : INodeReadConnector
{
    /// <summary>What Npgsql says of a connection that was found lost before.</summary>
    public static readonly Exception NotOpen = new InvalidOperationException("Connection is not open")
    {
        Source = nameof(Npgsql),
    };

    private int _dead = dead;

    public int Opened { get; private set; }

    /// <summary>How often its pool was emptied.</summary>
    public int Forgets { get; private set; }

    /// <summary>Its pool was emptied a second time.</summary>
    public TaskCompletionSource ForgottenAgain { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<DbConnection> OpenAsync(MemberStatus member, CancellationToken cancellationToken)
    {
        Opened++;
        var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async Task<long?> ReadPositionAsync(
        MemberStatus member,
        DbConnection connection,
        CancellationToken cancellationToken
    )
    {
        if (_dead-- <= 0)
        {
            return position;
        }

        await connection.CloseAsync();
        throw death ?? new SqliteException("the connection is dead", 1);
    }

    /// <summary>How many connections were handed out to who asks for no position.</summary>
    public int Uses { get; private set; }

    public void Used(DbConnection connection) => Uses++;

    public IAsyncEnumerable<long> WatchAsync(MemberStatus member, CancellationToken cancellationToken) =>
        throw death ?? new SqliteException("unable to open", 14);

    public void Forget(MemberStatus member)
    {
        if (++Forgets == 2)
        {
            ForgottenAgain.TrySetResult();
        }
    }
}
