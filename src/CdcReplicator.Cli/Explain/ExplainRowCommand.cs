using System.CommandLine;
using System.Text.Json;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Cli;

/// <summary><c>explain-row</c>: what each node has of a row, and what of the log made it.</summary>
internal static class ExplainRowCommand
{
    private const int DefaultTimeoutSeconds = 30;

    public static Command Build(TimeProvider time)
    {
        var table = new Argument<string>("TABLE") { Description = "The table: 'name' or 'schema.name'." };
        var key = new Argument<string>("KEY")
        {
            Description = "The row's key: JSON of its columns, or the plain value of a key of one column.",
        };
        var timeout = new Option<int>("--timeout")
        {
            Description = "Seconds to wait for the nodes' answers.",
            DefaultValueFactory = _ => DefaultTimeoutSeconds,
        };
        var json = SharedOptions.Json();
        var command = new Command("explain-row", "Show a row on every node, and the transactions that made it.")
        {
            table,
            key,
            timeout,
            json,
        };
        return ClusterCommand.CompleteOrder(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                var asking = new RowsAsking(connection, TimeSpan.FromSeconds(parsed.GetValue(timeout)), time);
                var spool = Path.Combine(Path.GetTempPath(), $"cdc-replicator-explain-{Environment.UserName}");
                var explained = await new RowExplainer(connection, asking, spool, time).ExplainAsync(
                    parsed.GetValue(table)!,
                    parsed.GetValue(key)!,
                    cancellationToken
                );
                if (parsed.GetValue(json))
                {
                    PlainOutput.Line(JsonSerializer.Serialize(explained, ExplainJson.Default.RowExplanation));
                }
                else
                {
                    PlainOutput.Write(explained.Lines);
                }

                return explained.IsSame ? ExitCodes.Success : ExitCodes.NotHealthy;
            }
        );
    }
}
