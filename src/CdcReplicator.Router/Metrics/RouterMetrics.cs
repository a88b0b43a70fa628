using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CdcReplicator.Router;

/// <summary>
/// What the routers of this process decide, for <c>dotnet-counters</c> and OpenTelemetry. Names and tags are part of
/// the public contract: docs/sdk.md.
/// </summary>
internal static class RouterMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "CdcReplicator.Router";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Reads = Meter.CreateCounter<long>(
        "cdc_replicator.router.reads",
        "{read}",
        "Reads given to a node, by node and level."
    );

    private static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "cdc_replicator.router.failures",
        "{attempt}",
        "Attempts at a node that failed, by node and reason (failed, behind)."
    );

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "cdc_replicator.router.refusals",
        "{read}",
        "Reads that found no node in time, by level and reason (no-node, behind, failed, log)."
    );

    private static readonly Histogram<double> Waits = Meter.CreateHistogram<double>(
        "cdc_replicator.router.wait",
        "s",
        "How long reads waited until a node qualified, by level; those that did not wait count as 0."
    );

    public static void Served(string node, ReadLevelKind level, TimeSpan waited)
    {
        Reads.Add(1, new KeyValuePair<string, object?>("node", node), LevelTag(level));
        Waits.Record(waited.TotalSeconds, LevelTag(level));
    }

    public static void Failed(string node, bool isBehind) =>
        Failures.Add(
            1,
            new KeyValuePair<string, object?>("node", node),
            new KeyValuePair<string, object?>("reason", isBehind ? "behind" : "failed")
        );

    public static void Refused(ReadLevelKind level, string reason) =>
        Refusals.Add(1, LevelTag(level), new KeyValuePair<string, object?>("reason", reason));

    private static KeyValuePair<string, object?> LevelTag(ReadLevelKind level) => new("level", NameOf(level));

    private static string NameOf(ReadLevelKind level) =>
        level switch
        {
            ReadLevelKind.Any => "any",
            ReadLevelKind.BoundedRecords or ReadLevelKind.BoundedAge => "bounded",
            ReadLevelKind.Session => "session",
            ReadLevelKind.AtLeast => "at-least",
            ReadLevelKind.Latest => "latest",
            _ => throw new UnreachableException(),
        };
}
