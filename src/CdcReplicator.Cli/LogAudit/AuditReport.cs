using System.Globalization;
using CdcReplicator.Cluster;

namespace CdcReplicator.Cli;

/// <summary>What <c>log audit</c> shows.</summary>
/// <param name="Orders">The orders, oldest first.</param>
/// <param name="Unreadable">Records that this program cannot read, oldest first.</param>
internal sealed record AuditReport(IReadOnlyList<AuditedOrder> Orders, IReadOnlyList<UnreadableRecord> Unreadable)
{
    public static AuditReport Of(IEnumerable<AuditLine> lines)
    {
        var all = lines.ToList();
        return new AuditReport(
            [
                .. all.Where(line => line.Record is not null)
                    .Select(line => AuditedOrder.Of(TextOf(line.At), line.Record!)),
            ],
            [
                .. all.Where(line => line.Problem is not null)
                    .Select(line => new UnreadableRecord(TextOf(line.At), line.Problem!)),
            ]
        );
    }

    /// <summary>The orders, one line each.</summary>
    public PlainTable ToTable()
    {
        var table = new PlainTable(
            new PlainColumn("at (UTC)"),
            new PlainColumn("order"),
            new PlainColumn("target"),
            new PlainColumn("outcome"),
            new PlainColumn("by"),
            new PlainColumn("from"),
            new PlainColumn("reason")
        );
        foreach (var order in Orders)
        {
            table.Add(
                CellColour.None,
                order.At,
                order.Order,
                order.Target,
                order.Outcome,
                order.Principal is null ? order.User : $"{order.User} as {order.Principal}",
                $"{order.From} on {order.Host}",
                string.Join("; ", ((string?[])[order.Reason, order.Failure]).Where(text => text is not null))
            );
        }

        return table;
    }

    private static string TextOf(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
