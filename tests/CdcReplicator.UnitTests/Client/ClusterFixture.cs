using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

/// <summary>A cluster over a log in memory, with published tables and no appliers but what a test publishes.</summary>
internal sealed class ClusterFixture : IAsyncDisposable
{
    private readonly RecordDecoder _decoder;

    private ClusterFixture(InMemoryChangeLog inner, LossyChangeLog log, CdcCluster cluster, TimeProvider clock)
    {
        Inner = inner;
        Log = log;
        Cluster = cluster;
        Clock = clock;
        _decoder = new RecordDecoder(new MetadataSchemaRegistry(log.Metadata), new DebeziumDecoderOptions(), clock);
    }

    public InMemoryChangeLog Inner { get; }

    public LossyChangeLog Log { get; }

    public CdcCluster Cluster { get; }

    public TimeProvider Clock { get; }

    public static async Task<ClusterFixture> StartAsync(
        CdcClusterOptions? options = null,
        TimeProvider? clock = null,
        bool withTables = true
    )
    {
        clock ??= TimeProvider.System;
        var inner = new InMemoryChangeLog(clock);
        var log = new LossyChangeLog(inner);
        if (withTables)
        {
            await PublishTablesAsync(log);
        }

        return new ClusterFixture(inner, log, await ConnectAsync(log, options, clock), clock);
    }

    public static Task<CdcCluster> ConnectAsync(
        IChangeLog log,
        CdcClusterOptions? options = null,
        TimeProvider? clock = null
    ) =>
        CdcCluster.ConnectAsync(
            log,
            "test",
            options ?? new CdcClusterOptions(),
            NullLoggerFactory.Instance,
            clock ?? TimeProvider.System,
            CancellationToken.None
        );

    public static Task PublishTablesAsync(IChangeLog log) =>
        new TableStore(log.Metadata).PublishAsync(
            new NodeTables("a", "postgres", [SampleTables.Accounts, SampleTables.Keyless, SampleTables.TwoKeys]),
            CancellationToken.None
        );

    /// <summary>Publishes a member; returns when the cluster has seen it.</summary>
    public async Task PublishMemberAsync(
        string id,
        long applied,
        NodeState state = NodeState.Active,
        string? endpoint = null
    )
    {
        var status = new MemberStatus
        {
            NodeId = id,
            Kind = "sqlite",
            Endpoint = endpoint ?? id,
            ApplierId = id,
            State = state,
            LastAppliedSequence = applied,
            RestartOffset = applied + 1,
            // No applier gives further signs of life, however long a busy machine takes.
            DeadAfterMilliseconds = 60_000,
        };
        await new MemberStore(Log.Metadata, Clock).PublishAsync(status, CancellationToken.None);
        Assert.True(
            SpinWait.SpinUntil(
                () =>
                    Cluster.Members.Any(member =>
                        member.Status.NodeId == id && member.Status.LastAppliedSequence == applied
                    ),
                TimeSpan.FromSeconds(20)
            )
        );
    }

    public Task PublishRejectionAsync(long sequence, Rejection rejection) =>
        PublishRejectionAsync("a", sequence, rejection);

    public Task PublishRejectionAsync(string node, long sequence, Rejection rejection) =>
        new RejectionStore(Log.Metadata).PublishAsync(
            node,
            [new PublishedRejection(sequence, "", rejection)],
            CancellationToken.None
        );

    /// <summary>All row changes in the log, decoded.</summary>
    public async Task<IReadOnlyList<RowEvent>> RowsAsync()
    {
        var rows = new List<RowEvent>();
        foreach (var record in Inner.Records)
        {
            if (await _decoder.DecodeAsync(record, CancellationToken.None) is { IsRow: true } logEvent)
            {
                rows.Add(logEvent.Row);
            }
        }

        return rows;
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
