using System.Data.Common;
using CdcReplicator.Model;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>A donor's snapshot for a target of the other kind.</summary>
/// <param name="donor">The donor's database.</param>
/// <param name="snapshot">Its snapshot.</param>
/// <param name="session">The connection of the snapshot.</param>
/// <param name="dialect">The target's spelling.</param>
/// <param name="ignored">What is not carried.</param>
internal sealed class AcrossSeedSnapshot(
    IRelationalDatabase donor,
    ISeedSnapshot snapshot,
    NodeSession session,
    ISqlDialect dialect,
    IgnoreList ignored
) : ISeedSnapshot
{
    /// <inheritdoc/>
    public string Log => snapshot.Log;

    /// <inheritdoc/>
    public NodePosition Position => snapshot.Position;

    /// <summary>The connection of the snapshot.</summary>
    public NodeSession Session => session;

    /// <inheritdoc/>
    public async Task<SeedSchema> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        var same = await snapshot.ReadSchemaAsync(cancellationToken).ConfigureAwait(false);
        var found = await donor.ReadCatalogAsync(session.Connection, cancellationToken).ConfigureAwait(false);
        CatalogTable[] wanted = [.. found.Where(table => !ignored.HasTable(table.Definition.Name))];
        var rules = await ReadRulesAsync(session.Connection, cancellationToken).ConfigureAwait(false);
        AcrossTable[] tables =
        [
            .. wanted.Select(table => new AcrossTable(
                table,
                rules(table),
                dialect,
                isToSqlite: donor.Kind == NodeKinds.Postgres
            )),
        ];
        SeedStep[] steps = [.. tables.SelectMany(table => table.Steps())];
        var sizes = same.Tables.ToDictionary(table => table.Name);
        var isToPostgres = donor.Kind == NodeKinds.Sqlite;
        return new SeedSchema
        {
            Makes =
            [
                .. wanted
                    .Select(table => table.Definition.Name.Schema)
                    .Where(schema => isToPostgres && schema != TableName.DefaultSchema)
                    .Distinct()
                    .Select(dialect.Quote)
                    .Select(schema => new SeedMake(
                        new SeedObject("schema", schema),
                        $"CREATE SCHEMA IF NOT EXISTS {schema}"
                    )),
                .. tables.Select(table => table.Make()),
            ],
            Tables =
            [
                .. wanted
                    .Where(table => sizes.ContainsKey(table.Definition.Name))
                    .Select(table => TableOf(table, sizes[table.Definition.Name])),
            ],
            Steps = [.. steps, new SeedStep(3, new SeedObject("", "statistics"), "ANALYZE", [])],
            LeftOut = [.. tables.SelectMany(table => table.LeftOut())],
            Obstacles = [.. SeedObstacles.OfCatalog(wanted, donor.Dialect, ignored), .. SameNames(steps)],
        };
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SeedStateRow> ReadStateAsync(string table, CancellationToken cancellationToken) =>
        snapshot.ReadStateAsync(table, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> FindAlteredAsync(CancellationToken cancellationToken) =>
        snapshot.FindAlteredAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => snapshot.DisposeAsync();

    private static async Task<Func<CatalogTable, AcrossRules>> ReadRulesAsync(
        DbConnection connection,
        CancellationToken stop
    )
    {
        if (connection is SqliteConnection file)
        {
            return table =>
                SqliteAcrossRules.Read(
                    file,
                    table.DeclaredAs![1..^1].Replace("\"\"", "\"", StringComparison.Ordinal),
                    isDeferred: !table.Facts.RefusesAtOnce
                );
        }

        var rules = await PostgresAcrossRules.ReadAsync((NpgsqlConnection)connection, stop).ConfigureAwait(false);
        return table => rules(table.Definition.Name);
    }

    /// <summary>SQLite has one space of names for the indexes of all schemas.</summary>
    private IEnumerable<string> SameNames(IEnumerable<SeedStep> steps) =>
        steps
            .Where(step => donor.Kind == NodeKinds.Postgres && step.Object.Kind == "index")
            .GroupBy(step => step.Object.Name, StringComparer.OrdinalIgnoreCase)
            .Where(named => named.Count() > 1)
            .Select(named => $"Two schemas have an index {named.Key}, and SQLite has one space of names: rename one.");

    private SeedCopyTable TableOf(CatalogTable table, SeedCopyTable same)
    {
        string[] columns =
        [
            .. table.Definition.Columns.Where(column => !column.Generated).Select(column => column.Name),
        ];
        return new SeedCopyTable(table.Definition, same.Source, dialect.Table(same.Name), columns, columns)
        {
            Rows = same.Rows,
            Bytes = same.Bytes,
        };
    }
}
