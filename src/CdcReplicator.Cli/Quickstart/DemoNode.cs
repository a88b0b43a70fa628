using System.Data.Common;
using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CdcReplicator.Cli;

/// <summary>One node of the demonstration.</summary>
/// <param name="Id">Its name in the cluster.</param>
/// <param name="Kind"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="ConnectionString">How its applier and the readers reach it.</param>
internal sealed record DemoNode(string Id, string Kind, string ConnectionString)
{
    /// <summary>How its applier is configured.</summary>
    public NodeOptions Options =>
        new()
        {
            Id = Id,
            Kind = Kind,
            ConnectionString = ConnectionString,
        };

    /// <summary>A connection that is not open yet.</summary>
    public DbConnection CreateConnection() =>
        Kind == QuickstartOptions.PostgresNodes
            ? new NpgsqlConnection(ConnectionString)
            : new SqliteConnection(ConnectionString);

    /// <summary>Runs the schema's statements.</summary>
    public async Task CreateTablesAsync(CancellationToken cancellationToken)
    {
        await using var connection = CreateConnection();
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = DemoSchema.Ddl;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Makes a database without tables: connecting makes a SQLite file.</summary>
    public async Task CreateEmptyAsync(CancellationToken cancellationToken)
    {
        await using var connection = CreateConnection();
        await connection.OpenAsync(cancellationToken);
    }

    /// <summary>Asks the node itself for the sum of all balances.</summary>
    public async Task<long> TotalBalanceAsync(CancellationToken cancellationToken)
    {
        await using var connection = CreateConnection();
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = DemoSchema.TotalBalance;
        return Convert.ToInt64(
            await command.ExecuteScalarAsync(cancellationToken),
            System.Globalization.CultureInfo.InvariantCulture
        );
    }
}
