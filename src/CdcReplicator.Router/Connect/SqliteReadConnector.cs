using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Router;

/// <summary>Opens SQLite files read-only.</summary>
internal sealed class SqliteReadConnector(IReadOnlyDictionary<string, string> credentials, LogId log)
    : INodeReadConnector
{
    private readonly ConcurrentDictionary<(string, string, string), string> _strings = new();

    public async Task<DbConnection> OpenAsync(MemberStatus member, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(Pooled(member));
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task<long?> ReadPositionAsync(DbConnection connection, CancellationToken cancellationToken) =>
        PositionQuery.RunAsync(
            connection,
            "SELECT last_applied_sequence FROM cdc_replicator_position WHERE log_id = @log",
            log,
            isPrepared: false,
            cancellationToken
        );

    public async IAsyncEnumerable<long> WatchAsync(
        MemberStatus member,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString(member)).DataSource);
        using var changes = new FileChanges(file);
        while (true)
        {
            await using (var connection = await OpenAsync(member, cancellationToken))
            {
                if (await ReadPositionAsync(connection, cancellationToken) is { } position)
                {
                    yield return position;
                }
            }

            await changes.NextAsync(cancellationToken);
        }
    }

    public void Forget(MemberStatus member)
    {
        using var connection = new SqliteConnection(Pooled(member));
        SqliteConnection.ClearPool(connection);
    }

    // The driver keeps a pool for each string, so each node has one.
    private string Pooled(MemberStatus member) =>
        _strings.GetOrAdd((member.NodeId, member.Kind, member.Endpoint), _ => ConnectionString(member));

    private string ConnectionString(MemberStatus member)
    {
        try
        {
            var given = new SqliteConnectionStringBuilder(NodeCredential.For(member, credentials))
            {
                Mode = SqliteOpenMode.ReadOnly,
            };
            if (given.DataSource.Length == 0)
            {
                given.DataSource = member.Endpoint;
            }

            return given.ConnectionString;
        }
        catch (ArgumentException)
        {
            // The cause's text may quote the string, which may hold a password.
            throw new NodeCannotServeException(
                member.NodeId,
                $"the connection string given for it or for kind '{member.Kind}' is not one of Microsoft.Data.Sqlite.",
                "Correct it in the client's node credentials."
            );
        }
    }
}
