using System.CommandLine;
using System.Text.Json;
using CdcReplicator.Cluster;

namespace CdcReplicator.Cli;

/// <summary><c>log audit</c>: the orders that operators gave.</summary>
internal static class LogAuditCommand
{
    public static Command Build(TimeProvider time)
    {
        var count = new Option<int?>("--count", "-n")
        {
            Description = $"How many, the newest. Default: all that are kept, at most {AuditStore.Kept}.",
        };
        var json = SharedOptions.Json();
        var command = new Command("audit", "Show who gave which order: drain, forget, accept, skip and the like.")
        {
            count,
            json,
        };
        return ClusterCommand.CompleteLooking(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                var lines = await new AuditStore(connection.Log.Metadata).ReadAsync(cancellationToken);
                var report = AuditReport.Of(lines.TakeLast(parsed.GetValue(count) ?? AuditStore.Kept));
                if (parsed.GetValue(json))
                {
                    PlainOutput.Line(JsonSerializer.Serialize(report, AuditJson.Default.AuditReport));
                }
                else
                {
                    PlainOutput.Table(report.ToTable());
                    PlainOutput.Write(report.Unreadable.Select(entry => $"{entry.At}: {entry.Problem}"));
                }

                return ExitCodes.Success;
            }
        );
    }
}
