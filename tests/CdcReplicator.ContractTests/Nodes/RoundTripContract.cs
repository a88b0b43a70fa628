using System.Data.Common;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>
/// Every type, on every kind of node: what a record brings is what comes back, or the type is refused by name.
/// </summary>
public sealed class RoundTripContract(RoundTripDatabases databases) : IClassFixture<RoundTripDatabases>
{
    public static TheoryData<string> Types =>
        [.. RoundTripCases.All.Where(c => PostgresAvailability.IsSince(c.Since)).Select(c => c.PostgresType)];

    [PostgresTheory]
    [MemberData(nameof(Types))]
    public async Task Postgres_EveryValue_ComesBackEqualAndPrintsAsItself(string type)
    {
        var roundTrip = Case(type);
        var connection = await databases.PostgresAsync();
        var columnType = await databases.PostgresTypeAsync(type);
        foreach (var (value, printed) in roundTrip.Values)
        {
            var canonical = ValueCoercion.Coerce(value, columnType);
            var (back, text) = await WriteAndReadAsync(
                connection,
                new PostgresValueBinding(),
                roundTrip,
                type,
                columnType,
                canonical
            );
            Assert.True(CanonicalForm.AreEqual(canonical, back), $"{canonical} came back as {back}");
            Assert.Equal(printed, text);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Sqlite_EveryValue_ComesBackEqual(string type)
    {
        var roundTrip = Case(type);
        var columnType = SqliteTypeMap.Parse(roundTrip.SqliteType);
        foreach (var (value, _) in roundTrip.Values)
        {
            var canonical = ValueCoercion.Coerce(value, columnType);
            var (back, _) = await WriteAndReadAsync(
                databases.Sqlite,
                new SqliteValueBinding(),
                roundTrip with
                {
                    HasEquality = true,
                },
                roundTrip.SqliteType,
                columnType,
                canonical
            );
            Assert.Equal(canonical, back);
        }
    }

    [PostgresTheory]
    [MemberData(nameof(Types))]
    public async Task Digest_OfWhatComesBack_IsTheSameOnBoth(string type)
    {
        var roundTrip = Case(type);
        var connection = await databases.PostgresAsync();
        var postgresType = await databases.PostgresTypeAsync(type);
        var sqliteType = SqliteTypeMap.Parse(roundTrip.SqliteType);
        foreach (var (value, printed) in roundTrip.Values)
        {
            var (onPostgres, _) = await WriteAndReadAsync(
                connection,
                new PostgresValueBinding(),
                roundTrip,
                type,
                postgresType,
                ValueCoercion.Coerce(value, postgresType)
            );
            var (onSqlite, _) = await WriteAndReadAsync(
                databases.Sqlite,
                new SqliteValueBinding(),
                roundTrip,
                roundTrip.SqliteType,
                sqliteType,
                ValueCoercion.Coerce(value, sqliteType)
            );
            var message = $"{type} {printed}: {onPostgres} and {onSqlite}";
            Assert.True(Digest(postgresType, onPostgres) == Digest(sqliteType, onSqlite), message);
            Assert.NotEqual(Digest(postgresType, DataValue.Null), Digest(sqliteType, onSqlite));
            Assert.Equal(
                [Digest(sqliteType, onSqlite), Digest(postgresType, DataValue.Null)],
                await CopiedDigestsAsync(await databases.PostgresAsync(), postgresType)
            );
        }
    }

    [PostgresTheory]
    [InlineData("address")]
    [InlineData("address[]")]
    [InlineData("regclass")]
    [InlineData("txid_snapshot")]
    public async Task Postgres_TypeThatCannotBeCarried_IsUnsupportedByName(string type)
    {
        var columnType = await databases.PostgresTypeAsync(type);
        Assert.Equal(new ColumnType(ColumnKind.Unsupported, type), columnType);
    }

    private static RoundTripCase Case(string type) => RoundTripCases.All.Single(c => c.PostgresType == type);

    private static RowDigest Digest(ColumnType type, DataValue value) => new RowDigester(Table(type)).Digest([value]);

    private static async Task<IReadOnlyList<RowDigest>> CopiedDigestsAsync(NpgsqlConnection connection, ColumnType type)
    {
        var digests = new CollectedDigests();
        var rows = new RowDigestWriter(Table(type), digests);
        var dialect = new PostgresDialect(new PostgresValueBinding());
        var query = RowDigestQuery.Of(dialect, Table(type), rows.Columns, RowRange.All);
        var end = new RangeEnd(Table(type), rows.Columns, RowRange.All);
        await new PostgresRowDigests(connection, new RangeRead(query, rows, end)).ReadAsync(CancellationToken.None);
        return digests.Rows;
    }

    private static TableDefinition Table(ColumnType type) =>
        new(TableName.Parse("t"), [new ColumnDefinition("v", type, true)], [], [], [], []);

    private static async Task<(DataValue Value, string Printed)> WriteAndReadAsync(
        DbConnection connection,
        IValueBinding binding,
        RoundTripCase roundTrip,
        string declaration,
        ColumnType type,
        DataValue value
    )
    {
        await RoundTripDatabases.ExecuteAsync(connection, $"DROP TABLE IF EXISTS t; CREATE TABLE t (v {declaration})");
        await RunAsync($"INSERT INTO t (v) VALUES ({binding.ParameterExpression("$1", type)})", value);
        await RunAsync($"INSERT INTO t (v) VALUES ({binding.ParameterExpression("$1", type)})", DataValue.Null);
        if (roundTrip.HasEquality)
        {
            Assert.Equal(
                1L,
                await RunAsync($"SELECT count(*) FROM t WHERE v = {binding.ParameterExpression("$1", type)}", value)
            );
        }

        await using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {binding.SelectExpression("\"v\"", type)}, CAST(v AS text) FROM t ORDER BY v IS NULL";
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var result = (binding.Read(reader, 0, type), reader.GetFieldValue<string>(1));
        await reader.ReadAsync();
        Assert.Equal(DataValue.Null, binding.Read(reader, 0, type));
        return result;

        async Task<object?> RunAsync(string sql, DataValue parameter)
        {
            await using var run = connection.CreateCommand();
            run.CommandText = sql;
            run.Parameters.Add(binding.CreateParameter("$1", parameter, type));
            return await run.ExecuteScalarAsync();
        }
    }
}
