using System.Globalization;
using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.CrashTests;

/// <summary>
/// Writes as a Debezium connector with JSON records does: BEGIN, rows, END. Appends an element to two lists of its own
/// and to a table without key, where a second application would show; sends some transactions whole a second time, as
/// connectors do when they restart.
/// </summary>
internal sealed class ConnectorWriter(IChangeLog log, History history, int seed)
{
    private const int FirstList = 101;
    private const int Lists = 2;
    private const int LargeRows = 150;

    private readonly Random _random = new(seed);
    private IReadOnlyList<string> _elements = [];
    private int _written;
    private long _lsn = 1000;

    public async Task WriteAsync()
    {
        var element = $"c-{++_written}";
        List<string> after = [.. _elements, element];
        var rows = new List<RowWrite>();
        var envelopes = new List<string>();
        for (var list = FirstList; list < FirstList + Lists; list++)
        {
            envelopes.Add(
                Envelope(
                    "lists",
                    _written == 1 ? "c" : "u",
                    $$"""{"id":{{list}},"items":"{{string.Join(',', after)}}"}"""
                )
            );
            rows.Add(new RowWrite($"lists/{list}", after));
        }

        var many = _random.Next(100) < 6 ? LargeRows : 1;
        for (var i = 0; i < many; i++)
        {
            envelopes.Add(Envelope("journal", "c", $$"""{"list_id":{{i}},"element":"{{element}}"}"""));
            rows.Add(new RowWrite($"journal/{i}/{element}", [element]));
        }

        var records = Transaction(envelopes);
        await history.PublishAsync(
            element,
            isChecked: false,
            rows,
            async () => (await log.AppendAsync(records, CancellationToken.None)).LastOffset
        );
        _elements = after;
        if (_random.Next(100) < 10)
        {
            await log.AppendAsync(records, CancellationToken.None);
        }
    }

    private List<RecordToAppend> Transaction(List<string> envelopes)
    {
        var records = new List<RecordToAppend> { Record(Mark("BEGIN", "null")) };
        for (var i = 0; i < envelopes.Count; i++)
        {
            var order = (i + 1).ToString(CultureInfo.InvariantCulture);
            records.Add(Record(envelopes[i].Replace("ORDER", order, StringComparison.Ordinal)));
        }

        _lsn++;
        records.Add(Record(Mark("END", envelopes.Count.ToString(CultureInfo.InvariantCulture))));
        return records;
    }

    private string Envelope(string table, string operation, string after) =>
        $$$"""
            {"before":null,"after":{{{after}}},"source":{"connector":"postgresql","name":"conn","db":"db","schema":"public","table":"{{{table}}}",
            "txId":{{{_written}}},"lsn":{{{++_lsn}}},"snapshot":"false","ts_ms":1},"transaction":{"id":"{{{_written}}}:{{{_lsn}}}","total_order":ORDER,
            "data_collection_order":ORDER},"op":"{{{operation}}}","ts_ms":1}
            """;

    private string Mark(string status, string count) =>
        $$"""{"status":"{{status}}","id":"{{_written}}:{{_lsn}}","ts_ms":1,"event_count":{{count}},"data_collections":null}""";

    private static RecordToAppend Record(string json) => new(null, Encoding.UTF8.GetBytes(json));
}
