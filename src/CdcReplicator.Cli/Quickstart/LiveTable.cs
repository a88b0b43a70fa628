using System.Globalization;
using CdcReplicator.ChangeLog;
using Spectre.Console;

namespace CdcReplicator.Cli;

/// <summary>The cluster as the demonstration shows it, once a second.</summary>
internal sealed class LiveTable(
    CdcCluster cluster,
    IChangeLog log,
    IReadOnlyList<DemoNode> nodes,
    ReadLoad reads,
    TimeProvider time
)
{
    private readonly long[] _lastReads = new long[nodes.Count];
    private long _lastTime = time.GetTimestamp();

    /// <summary>The table now; rates are since the call before.</summary>
    public async Task<Table> RenderAsync(string phase, long written, CancellationToken cancellationToken)
    {
        var report = await ClusterReader.ReadAsync(log, cluster.Members, time, cancellationToken);
        var now = time.GetTimestamp();
        var seconds = time.GetElapsedTime(_lastTime, now).TotalSeconds;
        _lastTime = now;

        var table = new Table().Border(TableBorder.Rounded).Title($"{phase}; {written:N0} transfers written");
        table.AddColumns("node", "state", "position", "lag", "applied/s", "reads/s");
        for (var i = 0; i < nodes.Count; i++)
        {
            var served = reads.Served(i);
            var readRate = (served - _lastReads[i]) / Math.Max(seconds, 0.001);
            _lastReads[i] = served;
            var member = report.Members.FirstOrDefault(candidate => candidate.Node == nodes[i].Id);
            table.AddRow(
                nodes[i].Id,
                member?.State ?? "starting",
                member?.Position.ToString(CultureInfo.InvariantCulture) ?? "-",
                member?.LagRecords?.ToString(CultureInfo.InvariantCulture) ?? "unknown",
                member?.AppliedPerSecond.ToString("0", CultureInfo.InvariantCulture) ?? "-",
                readRate.ToString("0", CultureInfo.InvariantCulture)
            );
        }

        return table;
    }
}
