using System.Data.Common;
using System.Runtime.CompilerServices;
using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Router;

/// <summary>Opens SQLite files read-only.</summary>
internal sealed class SqliteReadConnector(IReadOnlyDictionary<string, string> credentials, LogId log)
    : INodeReadConnector
{
    private readonly NodeStrings _strings = new("Microsoft.Data.Sqlite", member => Build(member, credentials));

    public Task<DbConnection> OpenAsync(MemberStatus member, CancellationToken cancellationToken) =>
        NodeStrings.OpenAsync(new SqliteConnection(_strings.Of(member)), cancellationToken);

    public async Task<long?> ReadPositionAsync(
        MemberStatus member,
        DbConnection connection,
        CancellationToken cancellationToken
    )
    {
        var query = PositionQuery.Make(
            connection,
            "SELECT last_applied_sequence FROM cdc_replicator_position WHERE log_id = @log",
            log
        );
        await using var ended = query.ConfigureAwait(false);
        return await query.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is long position
            ? position
            : null;
    }

    public async IAsyncEnumerable<long> WatchAsync(
        MemberStatus member,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(_strings.Of(member)).DataSource);
        using var changes = new FileChanges(file);
        while (true)
        {
            var connection = await OpenAsync(member, cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                if (
                    await ReadPositionAsync(member, connection, cancellationToken).ConfigureAwait(false) is { } position
                )
                {
                    yield return position;
                }
            }

            await changes.NextAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Forget(MemberStatus member)
    {
        using var connection = new SqliteConnection(_strings.Of(member));
        SqliteConnection.ClearPool(connection);
    }

    private static string Build(MemberStatus member, IReadOnlyDictionary<string, string> credentials)
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
}
