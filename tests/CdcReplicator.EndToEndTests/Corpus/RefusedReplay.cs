using System.Diagnostics;
using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>An applier that is told nothing of the sources and runs until it halts.</summary>
internal static class RefusedReplay
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What it says then.</summary>
    public static async Task<MemberStatus> RunAsync(IChangeLog log, ISchemaRegistry schemas, NodeOptions options)
    {
        using var process = new CancellationTokenSource();
        using var folder = new TempFolder();
        await using var node = NodeFactory.Create(options, NullLoggerFactory.Instance, TimeProvider.System);
        await using var worker = new ApplierWorker(
            log,
            new RecordDecoder(schemas, new DebeziumDecoderOptions(), TimeProvider.System),
            node,
            new ApplierOptions { SpoolFolder = folder.Path },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        var running = worker.RunAsync(process.Token);
        var status = await UntilHaltedAsync(log, options.Id);
        await process.CancelAsync();
        await running;
        return status;
    }

    /// <summary>Where the first transaction completes that the node has nothing of.</summary>
    public static async Task<long> NextAsync(IChangeLog log, ISchemaRegistry schemas, MemberStatus status)
    {
        var decoder = new RecordDecoder(
            schemas,
            new DebeziumDecoderOptions(),
            CorpusSources.Catalog,
            TimeProvider.System
        );
        await using var reader = await log.OpenReaderAsync(status.LastAppliedSequence + 1, CancellationToken.None);
        while (true)
        {
            foreach (var record in await reader.ReadAsync(100, CancellationToken.None))
            {
                var decoded = await decoder.DecodeAsync(record, CancellationToken.None);
                if (decoded.Other is EndEvent { EventCount: > 0 } || (decoded.IsRow && decoded.Row.Transaction is null))
                {
                    return record.Offset;
                }
            }
        }
    }

    private static async Task<MemberStatus> UntilHaltedAsync(IChangeLog log, string node)
    {
        var members = new MemberStore(log.Metadata, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        while (true)
        {
            await Task.Delay(20);
            var status = (await members.ReadAsync(CancellationToken.None))
                .Select(member => member.Status)
                .FirstOrDefault(status => status.NodeId == node);
            if (status?.State == NodeState.Halted)
            {
                return status;
            }

            if (watch.Elapsed > Patience)
            {
                throw new InvalidOperationException($"The applier does not halt: {status}");
            }
        }
    }
}
