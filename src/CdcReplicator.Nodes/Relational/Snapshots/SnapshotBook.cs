using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Keeps what a snapshot has brought, so that a second attempt voids it and its end removes what it did not bring.
/// </summary>
internal sealed class SnapshotBook(
    NodeSession session,
    ISqlDialect dialect,
    NodeCatalog catalog,
    SourceTables sources,
    TouchedTables touched
)
{
    private const string UnknownKey = "";

    private readonly string _tables = dialect.StateTable(StateSchema.SnapshotTables);
    private readonly string _keys = dialect.StateTable(StateSchema.SnapshotKeys);

    /// <summary>
    /// Begins a snapshot: voids the unfinished one and empties the tables without key that it filled.
    /// </summary>
    /// <param name="source">Whose.</param>
    /// <param name="repeats">Whether the unfinished one is begun again, rather than given up for another.</param>
    /// <param name="writer">Empties tables.</param>
    /// <param name="stop">Ends it.</param>
    public async Task BeginAsync(string source, bool repeats, TrustedWriter writer, CancellationToken stop)
    {
        if (!repeats)
        {
            await ForgetAsync(source, stop).ConfigureAwait(false);
            return;
        }

        await foreach (var table in TablesAsync(source, stop).ConfigureAwait(false))
        {
            if (!table.HasKey)
            {
                await writer.EmptyAsync(table, stop).ConfigureAwait(false);
            }
        }

        BoundValue[] of = [StateTypes.Of(source)];
        await session.ExecuteAsync($"DELETE FROM {_keys} WHERE source = $1", of, stop).ConfigureAwait(false);
        // The tables stay listed: one that the new snapshot brings no row of has been emptied in the source meanwhile.
        await session
            .ExecuteAsync($"UPDATE {_tables} SET attempt = 0 WHERE source = $1", of, stop)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Notes, before its rows are written, that a table is brought; one without key is emptied by its first row.
    /// </summary>
    public async Task EnterAsync(string source, TableName name, TrustedWriter writer, CancellationToken stop)
    {
        if (catalog.Find(name) is not { } table)
        {
            return;
        }

        BoundValue[] values = [StateTypes.Of(source), StateTypes.Of(name.ToString())];
        var first = await session
            .ExecuteAsync(
                $"INSERT INTO {_tables} (source, table_name, attempt) VALUES ($1, $2, 1) "
                    + $"ON CONFLICT (source, table_name) DO UPDATE SET attempt = 1 WHERE {_tables}.attempt = 0",
                values,
                stop
            )
            .ConfigureAwait(false);
        if (first > 0 && !table.HasKey)
        {
            await writer.EmptyAsync(table, stop).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Notes a row that was brought; its key is null if the record lacks a part of it, as records from before a change
    /// of the key do.
    /// </summary>
    public async Task AddAsync(string source, TableName name, RowKey? key, TrustedWriter writer, CancellationToken stop)
    {
        if (catalog.Find(name) is not { HasKey: true })
        {
            return;
        }

        if (key is { Table.HasExactKey: false } spelled)
        {
            // An upsert leaves a row that is there already in its own spelling.
            key = await writer.StoredKeyAsync(spelled, stop).ConfigureAwait(false);
        }

        var sql =
            $"INSERT INTO {_keys} (source, table_name, key_digest) VALUES ($1, $2, $3) "
            + "ON CONFLICT (source, table_name, key_digest) DO NOTHING";
        BoundValue[] values =
        [
            StateTypes.Of(source),
            StateTypes.Of(name.ToString()),
            StateTypes.Of(key is { } known ? Digest(known) : UnknownKey),
        ];
        await session.ExecuteAsync(sql, values, stop).ConfigureAwait(false);
    }

    /// <summary>
    /// Removes a row whose unique value a row of the snapshot has, unless the snapshot has brought it. It has given the
    /// value up in the source, or is gone there: the snapshot brings it yet, or its end removes it.
    /// </summary>
    public async Task RemoveUnlessBroughtAsync(string source, RowKey holder, CancellationToken stop)
    {
        var sql = $"SELECT 1 FROM {_keys} WHERE source = $1 AND table_name = $2 AND key_digest = $3";
        BoundValue[] values =
        [
            StateTypes.Of(source),
            StateTypes.Of(holder.Table.Name.ToString()),
            StateTypes.Of(Digest(holder)),
        ];
        if (await session.AnyAsync(sql, values, stop).ConfigureAwait(false))
        {
            return;
        }

        touched.Delete(holder.Table);
        var key = new List<BoundValue>();
        holder.AddTo(key);
        await session.ExecuteAsync(holder.Table.Statements.Delete, key, stop).ConfigureAwait(false);
    }

    /// <summary>Ends a snapshot: removes the rows of its tables that it did not bring, and its bookkeeping.</summary>
    /// <param name="source">Whose.</param>
    /// <param name="scope">What it means that it brought no row of a table.</param>
    /// <param name="writer">Empties tables.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="NodeFaultException">
    /// It brought no row of a table with rows, and that may mean either.
    /// </exception>
    public async Task EndAsync(string source, SnapshotScope scope, TrustedWriter writer, CancellationToken stop)
    {
        var brought = new HashSet<TableName>();
        await foreach (var table in TablesAsync(source, stop).ConfigureAwait(false))
        {
            brought.Add(table.Name);
            if (table.HasKey)
            {
                await RemoveAsync(table, await OthersAsync(source, table, stop).ConfigureAwait(false), stop)
                    .ConfigureAwait(false);
            }
        }

        if (scope != SnapshotScope.ByTable)
        {
            await EndOfOthersAsync(source, scope, brought, writer, stop).ConfigureAwait(false);
        }

        await ForgetAsync(source, stop).ConfigureAwait(false);
    }

    private async Task EndOfOthersAsync(
        string source,
        SnapshotScope scope,
        HashSet<TableName> brought,
        TrustedWriter writer,
        CancellationToken stop
    )
    {
        var left = new List<TableName>();
        foreach (var name in sources.Of(source, touched).Where(name => !brought.Contains(name)))
        {
            if (
                catalog.Find(name) is not { } table
                || !await session.AnyAsync(table.Statements.AnyRow, [], stop).ConfigureAwait(false)
            )
            {
                continue;
            }

            // Rows that were streamed beside the snapshot are noted, and stay.
            IReadOnlyList<RowKey> others = table.HasKey
                ? await OthersAsync(source, table, stop).ConfigureAwait(false)
                : [];
            if (table.HasKey && others.Count == 0)
            {
                continue;
            }

            if (scope == SnapshotScope.Unsaid)
            {
                left.Add(name);
            }
            else if (table.HasKey)
            {
                await RemoveAsync(table, others, stop).ConfigureAwait(false);
            }
            else
            {
                await writer.EmptyAsync(table, stop).ConfigureAwait(false);
            }
        }

        if (left.Count > 0)
        {
            throw NodeFaults.SnapshotLeftOut(source, left);
        }
    }

    /// <summary>Forgets what a snapshot has brought; its rows stay.</summary>
    public async Task ForgetAsync(string source, CancellationToken stop)
    {
        BoundValue[] of = [StateTypes.Of(source)];
        foreach (var bookkeeping in (string[])[_keys, _tables])
        {
            await session.ExecuteAsync($"DELETE FROM {bookkeeping} WHERE source = $1", of, stop).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<RowKey>> OthersAsync(string source, TableMapping table, CancellationToken stop)
    {
        var brought = new HashSet<UInt128>();
        BoundValue[] of = [StateTypes.Of(source), StateTypes.Of(table.Name.ToString())];
        var sql = $"SELECT key_digest FROM {_keys} WHERE source = $1 AND table_name = $2";
        await foreach (var row in session.RowsAsync(sql, of, [StateTypes.Text], stop).ConfigureAwait(false))
        {
            if (row[0].AsText() == UnknownKey)
            {
                // It is unknown which rows these are now, and keeping one too many is better than losing one.
                return [];
            }

            brought.Add(ParseDigest(row[0].AsText()));
        }

        var types = Array.ConvertAll(table.Key, column => table.Columns[column].Type);
        var others = new List<RowKey>();
        await foreach (
            var values in session.RowsAsync(table.Statements.SelectKeys, [], types, stop).ConfigureAwait(false)
        )
        {
            var key = new RowKey(table, values);
            if (!brought.Contains(ParseDigest(Digest(key))))
            {
                others.Add(key);
            }
        }

        return others;
    }

    private async Task RemoveAsync(TableMapping table, IReadOnlyList<RowKey> rows, CancellationToken stop)
    {
        touched.Delete(table);
        var parameters = new List<BoundValue>();
        foreach (var key in rows)
        {
            parameters.Clear();
            key.AddTo(parameters);
            await session.ExecuteAsync(table.Statements.Delete, parameters, stop).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<TableMapping> TablesAsync(
        string source,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop
    )
    {
        var names = new List<string>();
        var sql = $"SELECT table_name FROM {_tables} WHERE source = $1";
        BoundValue[] of = [StateTypes.Of(source)];
        await foreach (var row in session.RowsAsync(sql, of, [StateTypes.Text], stop).ConfigureAwait(false))
        {
            names.Add(row[0].AsText());
        }

        foreach (var name in names)
        {
            if (catalog.Find(TableName.Parse(name)) is { } table)
            {
                yield return table;
            }
        }
    }

    private static string Digest(RowKey key) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToStoredJson())).AsSpan(0, 16));

    private static UInt128 ParseDigest(string text) =>
        UInt128.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
