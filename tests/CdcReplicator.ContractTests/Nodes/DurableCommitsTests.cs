using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>What a node's connection says of waiting for the disk.</summary>
public sealed class DurableCommitsTests
{
    private const string Normal = "1";
    private const string Full = "2";

    [Theory, PostgresNode]
    public async Task Connect_Postgres_WaitsForTheDiskOnlyIfAsked(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind);

        Assert.Equal(
            "off",
            await AskAsync(
                new PostgresDatabase(node.Options, NullLogger.Instance, TimeProvider.System),
                "SHOW synchronous_commit"
            )
        );
        var durable = node.Options with { DurableCommits = true };
        Assert.Equal(
            "on",
            await AskAsync(
                new PostgresDatabase(durable, NullLogger.Instance, TimeProvider.System),
                "SHOW synchronous_commit"
            )
        );
    }

    [Theory, SqliteNode]
    public async Task Connect_Sqlite_WaitsForTheDiskOnlyIfAsked(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind);

        Assert.Equal(
            Normal,
            await AskAsync(new SqliteDatabase(node.Options, TimeProvider.System), "PRAGMA synchronous")
        );
        var durable = node.Options with { DurableCommits = true };
        Assert.Equal(Full, await AskAsync(new SqliteDatabase(durable, TimeProvider.System), "PRAGMA synchronous"));
    }

    [Theory, PostgresNode, SqliteNode]
    public async Task BeginDurably_ThenAsBefore_WaitsForTheDiskOnce(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind);
        await using IRelationalDatabase database =
            kind == NodeKinds.Postgres
                ? new PostgresDatabase(node.Options, NullLogger.Instance, TimeProvider.System)
                : new SqliteDatabase(node.Options, TimeProvider.System);
        var ask = kind == NodeKinds.Postgres ? "SHOW synchronous_commit" : "PRAGMA synchronous";
        var connection = await database.ConnectAsync(CancellationToken.None);
        await using var session = new NodeSession(connection, database.Dialect.Binding);

        string?[] seen = [await SeeAsync()];
        await using (await database.BeginDurablyAsync(session, WriteSemantics.Checked, CancellationToken.None))
        {
            seen = [.. seen, await SeeAsync()];
            await session.RunAsync("COMMIT", CancellationToken.None);
        }

        seen = [.. seen, await SeeAsync()];

        Assert.Equal(kind == NodeKinds.Postgres ? ["off", "local", "off"] : [Normal, Full, Normal], seen);

        async Task<string?> SeeAsync() =>
            await session.FirstRowAsync(ask, [], [StateTypes.Text], CancellationToken.None) is [var value]
                ? value.ToString()
                : null;
    }

    private static async Task<string?> AskAsync(IRelationalDatabase database, string sql)
    {
        await using (database)
        {
            await using var connection = await database.ConnectAsync(CancellationToken.None);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return Convert.ToString(
                await command.ExecuteScalarAsync(),
                System.Globalization.CultureInfo.InvariantCulture
            );
        }
    }
}
