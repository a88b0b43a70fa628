using System.Globalization;
using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>
/// A connector's records of a table beside the registers; with them nodes are halted, and made to seed.
/// </summary>
internal sealed class ImportedTable(IChangeLog log)
{
    private int _last;

    public Task CreateAsync() => AppendAsync("c", "false");

    public Task BeginSnapshotAsync() => AppendAsync("r", "\"first\"");

    public Task EndSnapshotAsync() => AppendAsync("r", "\"last\"");

    private Task AppendAsync(string operation, string snapshot)
    {
        var id = ++_last;
        var key = string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{id}}}""");
        var value = string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"op":"{{operation}}","before":null,"after":{"id":{{id}},"what":"x"},"source":{"connector":"postgresql","name":"erp","snapshot":{{snapshot}},
             "ts_ms":1,"db":"erp","schema":"public","table":"imported","lsn":{{id}}},"transaction":null,"ts_ms":1}
            """
        );
        return log.AppendAsync(
            [new RecordToAppend(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value))],
            CancellationToken.None
        );
    }
}
