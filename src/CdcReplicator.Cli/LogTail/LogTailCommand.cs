using System.CommandLine;
using System.Text.Json.Nodes;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary><c>log tail</c>: the log's events as readable lines.</summary>
internal static class LogTailCommand
{
    private const int DefaultCount = 20;
    private const int ReadSize = 500;

    public static Command Build(TimeProvider time)
    {
        var from = new Option<long?>("--from")
        {
            Description = "First offset. Default: so far back that --count events are shown.",
        };
        var count = new Option<int?>("--count", "-n")
        {
            Description = $"How many events. Default {DefaultCount}, or all there are if --from is given.",
        };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what comes, until Ctrl-C." };
        var json = SharedOptions.Json();
        var command = new Command("tail", "Print events as readable lines.") { from, count, follow, json };
        return ClusterCommand.CompleteLooking(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                if (connection.Log.Trouble is { } trouble)
                {
                    PlainOutput.Error($"warning: {trouble.Message}");
                }

                var range = await RangeAsync(
                    connection.Log,
                    parsed.GetValue(from),
                    parsed.GetValue(count),
                    parsed.GetValue(follow),
                    cancellationToken
                );
                await TailAsync(connection, range, parsed.GetValue(json), cancellationToken);
                return ExitCodes.Success;
            }
        );
    }

    private static async Task<(long From, long End)> RangeAsync(
        IChangeLog log,
        long? from,
        int? count,
        bool follow,
        CancellationToken cancellationToken
    )
    {
        var bounds = await log.GetBoundsAsync(cancellationToken);
        var first = from ?? Math.Max(bounds.StartOffset, bounds.EndOffset - (count ?? DefaultCount));
        var last =
            follow ? long.MaxValue
            : from is not null && count is { } wanted ? Math.Min(bounds.EndOffset, first + wanted)
            : bounds.EndOffset;
        return (first, last);
    }

    private static async Task TailAsync(
        ClusterConnection connection,
        (long From, long End) range,
        bool asJson,
        CancellationToken cancellationToken
    )
    {
        if (range.From >= range.End)
        {
            return;
        }

        await using var reader = await connection.Log.OpenReaderAsync(range.From, cancellationToken);
        while (true)
        {
            foreach (var record in await reader.ReadAsync(ReadSize, cancellationToken))
            {
                if (record.Offset < range.End)
                {
                    PlainOutput.Line(await LineAsync(connection.Decoder, record, asJson, cancellationToken));
                }

                if (record.Offset >= range.End - 1)
                {
                    return;
                }
            }
        }
    }

    /// <summary>
    /// A record that cannot be decoded is shown as such: that is what one looks for when a node has halted.
    /// </summary>
    private static async Task<string> LineAsync(
        IRecordDecoder decoder,
        LogRecord record,
        bool asJson,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var logEvent = await decoder.DecodeAsync(record, cancellationToken);
            return asJson ? EventJsonWriter.Write(logEvent) : EventTextWriter.Write(logEvent);
        }
        catch (UndecodableRecordException error)
        {
            return asJson
                ? new JsonObject
                {
                    ["offset"] = record.Offset,
                    ["op"] = "undecodable",
                    ["error"] = error.Message,
                }.ToJsonString()
                : $"#{record.Offset} UNDECODABLE: {error.Message}";
        }
    }
}
