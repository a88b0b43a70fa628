using CdcReplicator.Model;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Reads the rows of many keys by one statement.</summary>
internal sealed class PostgresKeyReader(NodeSession session, ISqlDialect dialect)
{
    /// <summary>Fills in what was asked.</summary>
    public async Task ReadAsync(KnownTable known, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(known);
        var (uniques, table) = (known.Rules.Uniques, known.Rules.Table);
        int[] columns = [.. table.Key, .. known.WantedColumns];
        await foreach (
            var row in FindAsync(table, columns, table.Key, known.Keys, known.Holds, stop).ConfigureAwait(false)
        )
        {
            known.FoundRow(row);
        }

        for (var unique = 0; unique < uniques.Length; unique++)
        {
            var places = uniques[unique];
            int[] read = [.. table.Key, .. places.Except(table.Key)];
            await foreach (
                var row in FindAsync(table, read, places, known.TuplesOf(unique), holds: false, stop)
                    .ConfigureAwait(false)
            )
            {
                known.FoundOwner(unique, KeyValue.Of(row, places), KeyValue.Of(row, table.Key));
            }
        }
    }

    private async IAsyncEnumerable<DataValue[]> FindAsync(
        TableMapping table,
        int[] columns,
        int[] given,
        IReadOnlyCollection<KeyValue> values,
        bool holds,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop
    )
    {
        if (values.Count == 0)
        {
            yield break;
        }

        var connection = (NpgsqlConnection)await session.ReadyAsync(stop).ConfigureAwait(false);
        var sql = Sql(table, columns, given) + (holds ? $"{dialect.HoldsRows} OF t" : "");
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            for (var i = 0; i < given.Length; i++)
            {
                var place = i;
                var parameter = PostgresArrays.Of(table.Columns[given[i]].Type, values.Select(value => value[place]));
                command.Parameters.Add(parameter);
            }

            var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(stop).ConfigureAwait(false))
                {
                    var row = new DataValue[table.Columns.Length];
                    for (var i = 0; i < columns.Length; i++)
                    {
                        row[columns[i]] = dialect.Binding.Read(reader, i, table.Columns[columns[i]].Type);
                    }

                    yield return row;
                }
            }
        }
    }

    private string Sql(TableMapping table, int[] columns, int[] given)
    {
        var read = columns.Select(column =>
            dialect.Binding.SelectExpression($"t.{Quoted(table, column)}", table.Columns[column].Type)
        );
        var arrays = given.Select((_, i) => $"${i + 1}");
        var names = given.Select((_, i) => $"k{i}");
        var condition = given.Select(
            (column, i) =>
                $"t.{Quoted(table, column)} {table.EqualityOf(column)} "
                + $"{dialect.Binding.ParameterExpression($"s.k{i}", table.Columns[column].Type)}"
        );
        // In their order, for neighbours share pages of the index.
        var asked =
            $"SELECT * FROM unnest({string.Join(", ", arrays)}) s({string.Join(", ", names)}) ORDER BY "
            + $"{string.Join(", ", names)}";
        return $"SELECT {string.Join(", ", read)} FROM ({asked}) s JOIN {dialect.Table(table.Name)} t ON "
            + $"{string.Join(" AND ", condition)}";
    }

    private string Quoted(TableMapping table, int column) => dialect.Quote(table.Columns[column].Name);
}
