using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.UnitTests;

/// <summary>Decoded recordings.</summary>
internal static class DecodedCorpus
{
    public static async Task<List<LogEvent>> ReadAsync(string recording)
    {
        var source = new CorpusRecording(recording);
        var decoder = new RecordDecoder(
            source.Schemas(),
            new DebeziumDecoderOptions(),
            CorpusSources.Catalog,
            TimeProvider.System
        );
        var events = new List<LogEvent>();
        foreach (var (_, record) in source.Read())
        {
            events.Add(await decoder.DecodeAsync(record, CancellationToken.None));
        }

        return events;
    }

    /// <summary>
    /// Rows by what is the same in every recording of one run: the transaction, the LSN and the place among its rows;
    /// the place in the table for snapshot rows. Without the connectors' own signal tables.
    /// </summary>
    public static async Task<Dictionary<string, RowEvent>> RowsAsync(string recording)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new Dictionary<string, RowEvent>(StringComparer.Ordinal);
        foreach (var row in (await ReadAsync(recording)).Where(e => e.IsRow).Select(e => e.Row))
        {
            var (change, source) = (row.Change, row.Source);
            if (change.Table.Schema == "sig")
            {
                continue;
            }

            var group = row.Transaction is null
                ? $"{change.Table} {source.Snapshot}"
                : $"{change.Table} {source.TransactionId} {source.Lsn}";
            var place = places[group] = places.GetValueOrDefault(group) + 1;
            rows.Add($"{group} {place}", row);
        }

        return rows;
    }
}
