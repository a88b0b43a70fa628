using System.Data.Common;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>A PostgreSQL database with the types of the cases, and an empty SQLite one.</summary>
public sealed class RoundTripDatabases : IAsyncLifetime
{
    private const string Types = """
        CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree;
        CREATE TYPE tier AS ENUM ('bronze', 'silver', 'gold, solid', 'back\slash', '1.0');
        CREATE DOMAIN positive_int AS integer CHECK (VALUE > 0);
        CREATE DOMAIN price AS numeric(9,2);
        CREATE TYPE address AS (street text, zip int);
        """;
    private const string TypeQuery = """
        SELECT n.nspname, t.typname, t.typtype::text, format_type(t.oid, $2), t.typelem::int8, t.typcategory::text, t.typbasetype::int8, t.typtypmod
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.oid = $1::oid
        """;

    private PostgresTestDatabase? _database;
    private NpgsqlConnection? Postgres { get; set; }

    public SqliteConnection Sqlite { get; } = new("Data Source=:memory:");

    public async Task InitializeAsync() => await Sqlite.OpenAsync();

    public async Task DisposeAsync()
    {
        await Sqlite.DisposeAsync();
        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
            await _database!.DisposeAsync();
        }
    }

    /// <summary>
    /// Started on first use, so that nothing is where the server is not installed and its tests are skipped.
    /// </summary>
    public async Task<NpgsqlConnection> PostgresAsync()
    {
        if (Postgres is null)
        {
            _database = await PostgresTestServer.CreateDatabaseAsync();
            await _database.ExecuteAsync(Types);
            var settings = new NpgsqlConnectionStringBuilder(_database.ConnectionString)
            {
                Options = PostgresSession.Options,
                Pooling = false,
            };
            Postgres = new NpgsqlConnection(settings.ConnectionString);
            await Postgres.OpenAsync();
        }

        return Postgres;
    }

    /// <summary>The column type of a declaration, from the catalog.</summary>
    internal async Task<ColumnType> PostgresTypeAsync(string declaration)
    {
        var connection = await PostgresAsync();
        await ExecuteAsync(connection, $"DROP TABLE IF EXISTS probe; CREATE TABLE probe (v {declaration})");
        return (await ColumnTypesAsync(connection, "probe"))["v"];
    }

    /// <summary>The column types of a table, from the catalog.</summary>
    internal static async Task<Dictionary<string, ColumnType>> ColumnTypesAsync(
        NpgsqlConnection connection,
        string table
    )
    {
        var columns = new List<(string Name, long Oid, int Modifier)>();
        await using (
            var command = new NpgsqlCommand(
                "SELECT attname, atttypid::int8, atttypmod FROM pg_attribute WHERE attrelid = $1::regclass AND "
                    + "attnum > 0",
                connection
            )
            {
                Parameters =
                {
                    new() { Value = table, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown },
                },
            }
        )
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                columns.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt32(2)));
            }
        }

        var types = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        foreach (var (name, oid, modifier) in columns)
        {
            types[name] = PostgresTypeMap.Map(await DescribeAsync(connection, oid, modifier));
        }

        return types;
    }

    public static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresTypeDescription> DescribeAsync(
        NpgsqlConnection connection,
        long oid,
        int modifier
    )
    {
        await using var command = new NpgsqlCommand(TypeQuery, connection)
        {
            Parameters =
            {
                new() { Value = oid },
                new() { Value = modifier },
            },
        };
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (schema, name, kind) = (reader.GetString(0), reader.GetString(1), reader.GetString(2)[0]);
        var (formatted, element, category) = (reader.GetString(3), reader.GetInt64(4), reader.GetString(5));
        var (domainBase, domainModifier) = (reader.GetInt64(6), reader.GetInt32(7));
        await reader.DisposeAsync();
        return new PostgresTypeDescription(
            schema,
            name,
            kind,
            modifier,
            formatted,
            category == "A" && kind == 'b' ? await DescribeAsync(connection, element, modifier) : null,
            kind == 'd' ? await DescribeAsync(connection, domainBase, domainModifier) : null
        );
    }
}
