using CdcReplicator.Model;

namespace CdcReplicator.UnitTests;

/// <summary>Compares what our decoder made of a record with what another reader saw in it.</summary>
internal sealed class WitnessComparison
{
    private const string OldKeyHeader = "__debezium.oldkey";
    private readonly List<string> _differences = [];

    /// <summary>Values that were compared.</summary>
    public int Values { get; private set; }

    /// <summary>All that differs.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Compares one record. Key and value are null where they were not there.</summary>
    public void Add(LogEvent ours, WitnessStruct? key, WitnessStruct? value)
    {
        var place = $"offset {ours.Record.Offset}";
        switch (ours.Other)
        {
            case null:
                AddRow(place, ours, key, value!);
                break;
            case TombstoneEvent:
                Same(place, "value", true, value is null);
                break;
            case HeartbeatEvent:
                Same(place, "fields", "ts_ms", string.Join(',', value!.Fields.Select(field => field.Name)));
                break;
            case BeginEvent begin:
                Same(place, "status", "BEGIN", value!.Text("status"));
                Same(place, "id", begin.Id, value.Text("id"));
                break;
            case EndEvent end:
                Same(place, "status", "END", value!.Text("status"));
                Same(place, "id", end.Id, value.Text("id"));
                Same(place, "event_count", end.EventCount, value.Number("event_count"));
                break;
            case MessageEvent message:
                AddMessage(place, message, value!);
                break;
            case var other:
                _differences.Add($"{place}: {other.GetType().Name} is not compared");
                break;
        }
    }

    private void AddMessage(string place, MessageEvent message, WitnessStruct value)
    {
        Same(place, "op", "m", value.Text("op"));
        AddSource(place, message.Source, value.Struct("source")!);
        AddBlock(place, message.Transaction, value.Struct("transaction"));
        var content = value.Struct("message")!;
        Same(place, "prefix", message.Prefix, content.Text("prefix"));
        var bytes = content["content"] is string text
            ? Bytes(text, message.Source.Name)
            : (byte[]?)content["content"] ?? [];
        Same(place, "content", Convert.ToHexString(message.Content), Convert.ToHexString(bytes));
    }

    private void AddRow(string place, LogEvent ours, WitnessStruct? key, WitnessStruct value)
    {
        ref readonly var row = ref ours.Row;
        var change = row.Change;
        var op = value.Text("op");
        var source = value.Struct("source")!;
        Same(place, "op", Letter(change.Operation), op);
        Same(place, "schema", change.Table.Schema, source.Text("schema"));
        Same(place, "table", change.Table.Name, source.Text("table"));
        AddSource(place, row.Source, source);
        AddBlock(place, row.Transaction, value.Struct("transaction"));
        var (before, after) = (value.Struct("before"), value.Struct("after"));
        var mayBeUnavailable =
            source.Text("connector") == "postgresql"
            && (op == "u" || ours.Record.Headers.Any(header => header.Name == OldKeyHeader));
        AddImage($"{place} before", change.Before, before, mayBeUnavailable);
        AddImage($"{place} after", change.After, after, mayBeUnavailable);
        AddImage($"{place} key", change.Key, Identity(change, before ?? after) ?? key, false);
    }

    /// <summary>What the sources' settings say rows of this table are found by (<c>CorpusSources</c>).</summary>
    private static WitnessStruct? Identity(in RowChange change, WitnessStruct? row) =>
        change.Table.ToString() == "inventory.vouchers"
        && change.Operation is ChangeOperation.Update or ChangeOperation.Delete
            ? new WitnessStruct("", [row!.Fields.Single(field => field.Name == "code")])
            : null;

    private void AddImage(string place, RowImage? ours, WitnessStruct? theirs, bool mayBeUnavailable)
    {
        Same(place, "image", ours is not null, theirs is not null);
        if (ours is not { } image || theirs is null)
        {
            return;
        }

        Same(
            place,
            "columns",
            string.Join(',', image.Shape.Columns),
            string.Join(',', theirs.Fields.Select(f => f.Column))
        );
        var values = image.ToValues();
        for (var i = 0; i < Math.Min(values.Length, theirs.Fields.Count); i++)
        {
            var field = theirs.Fields[i];
            var expected =
                mayBeUnavailable && WitnessValue.IsUnavailable(field.Type, field.Value)
                    ? DataValue.Unavailable
                    : WitnessValue.Of(field.Type, field.Value);
            Same(place, field.Column, values[i], expected);
            if (values[i].Kind == DataKind.Decimal && expected.Kind == DataKind.Decimal)
            {
                Same(place, $"scale of {field.Column}", values[i].AsDecimal().Scale, expected.AsDecimal().Scale);
            }
        }
    }

    private void AddSource(string place, SourceInfo ours, WitnessStruct source)
    {
        Same(place, "connector", ours.Connector, source.Text("connector"));
        Same(place, "name", ours.Name, source.Text("name"));
        Same(place, "txId", ours.TransactionId, source.Number("txId"));
        Same(place, "lsn", ours.Lsn, source.Number("lsn"));
        Same(place, "ts_ms", ours.Timestamp, source.Number("ts_ms"));
        Same(
            place,
            "snapshot",
            ours.Snapshot,
            source.Text("snapshot") switch
            {
                null or "false" => SnapshotMark.None,
                "first" => SnapshotMark.First,
                "first_in_data_collection" => SnapshotMark.FirstOfTable,
                "last" => SnapshotMark.Last,
                "incremental" => SnapshotMark.Incremental,
                _ => SnapshotMark.Middle,
            }
        );
    }

    private void AddBlock(string place, TransactionBlock? ours, WitnessStruct? block)
    {
        Same(place, "transaction id", ours?.Id.ToString(), block?.Text("id"));
        Same(place, "total_order", ours?.TotalOrder, block?.Number("total_order"));
        Same(place, "event_count", ours?.EventCount, block?.Number("event_count"));
    }

    private void Same<T>(string place, string what, T ours, T theirs)
    {
        Values++;
        if (!EqualityComparer<T>.Default.Equals(ours, theirs))
        {
            _differences.Add($"{place} {what}: we read {ours}, the other reader {theirs}");
        }
    }

    /// <summary>What the recordings' connectors were told of binaries (<c>connector.json</c>).</summary>
    private static byte[] Bytes(string text, string source) =>
        source switch
        {
            "erp_dbl" => Convert.FromHexString(text),
            "erp_con" => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/')),
            _ => Convert.FromBase64String(text),
        };

    private static string Letter(ChangeOperation operation) =>
        operation switch
        {
            ChangeOperation.Create => "c",
            ChangeOperation.Update => "u",
            ChangeOperation.Delete => "d",
            ChangeOperation.Read => "r",
            _ => "t",
        };
}
