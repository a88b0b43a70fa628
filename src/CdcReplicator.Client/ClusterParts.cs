using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Router;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Client;

/// <summary>What a <see cref="CdcCluster"/> is made of; the one place that puts it together.</summary>
internal sealed class ClusterParts : IAsyncDisposable
{
    private const string DefaultName = "cluster";

    private readonly ControlMessageEncoder _controls;
    private readonly ISchemaRegistry _registry;
    private readonly ClusterMembers _members;
    private readonly LogAppender _appender;
    private readonly UnreadableNumbers _unreadable;

    private ClusterParts(
        IChangeLog log,
        string name,
        ClusterMembers members,
        ISchemaRegistry registry,
        CdcClusterOptions options,
        ILoggerFactory loggers,
        TimeProvider clock
    )
    {
        Log = log;
        _members = members;
        Clock = clock;
        var logger = loggers.CreateLogger<CdcCluster>();
        var cluster = name.Length > 0 ? name : DefaultName;
        _controls = new ControlMessageEncoder(registry, cluster);
        var readable = new MemberStore(log.Metadata, clock);
        Tables = new TableCatalog(
            new TableStore(log.Metadata),
            () => members.Directory.Members,
            async token => await readable.ReadAsync(token).ConfigureAwait(false),
            options.TablesTimeout,
            clock,
            logger
        );
        _unreadable = new UnreadableNumbers(logger);
        Numbers = options.PublisherName is { } publisher
            ? new NamedNumbers(new NumberBlocks(log.Metadata, publisher, _unreadable), clock)
            : new OneTimeNumbers();
        _appender = new LogAppender(log);
        Settler = new PendingSettler(
            _appender,
            new FateReader(log, new RecordDecoder(registry, new DebeziumDecoderOptions(), clock), clock),
            logger
        );
        Sender = new TransactionSender(
            _appender,
            new SdkTransactionEncoder(registry, cluster),
            Numbers,
            Settler,
            options.MaxUnansweredCommits,
            options.MaxUnansweredBytes,
            clock
        );
        Router = ReadRouter.Start(
            log,
            members,
            new ReadRouterOptions
            {
                WaitTimeout = options.ReadTimeout,
                NodeCredentials = options.NodeCredentials.AsReadOnly(),
                Routing = options.Routing,
            },
            loggers,
            clock
        );
        Verdicts = new VerdictWaiter(Router, new RejectionStore(log.Metadata), options.ApplyTimeout, clock);
        _registry = registry;
    }

    public ClusterLifetime Lifetime { get; } = new();

    public IChangeLog Log { get; }

    public MemberDirectory Directory => _members.Directory;

    public TableCatalog Tables { get; }

    public IPublisherNumbers Numbers { get; }

    public TransactionSender Sender { get; }

    public PendingSettler Settler { get; }

    public VerdictWaiter Verdicts { get; }

    public ReadRouter Router { get; }

    public TimeProvider Clock { get; }

    public static async Task<ClusterParts> BuildAsync(
        IChangeLog log,
        string name,
        CdcClusterOptions options,
        ILoggerFactory loggers,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var bounds = await log.GetBoundsAsync(cancellationToken).ConfigureAwait(false);
            var members = await ClusterMembers
                .OpenAsync(log.Metadata, clock, loggers, cancellationToken)
                .ConfigureAwait(false);
            var registry = SchemaRegistries.For(log, options, clock);
            var parts = new ClusterParts(log, name, members, registry, options, loggers, clock);
            parts._appender.LearnEnd(bounds.EndOffset);
            return parts;
        }
        catch
        {
            await log.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Whether nodes certainly still told a pending transaction's number from those they had seen; ask after the log
    /// has answered.
    /// </summary>
    public async ValueTask<bool> IsRememberedAsync(PendingTransaction pending, CancellationToken cancellationToken) =>
        pending.Publisher.StartsWith(WellKnown.OneTimePublisherPrefix, StringComparison.Ordinal)
        || await new NamedNumbers(new NumberBlocks(Log.Metadata, pending.Publisher, _unreadable), Clock)
            .IsRememberedAsync(new PublisherNumber(pending.Publisher, pending.Number), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>The control message that ends a pending transaction without effect.</summary>
    public ValueTask<RecordToAppend> EncodeAbandonAsync(
        PendingTransaction pending,
        CancellationToken cancellationToken
    ) =>
        _controls.EncodeAsync(
            pending.Publisher,
            ControlCodec.Abandon(pending.Publisher, pending.Number),
            Clock.GetUtcNow(),
            cancellationToken
        );

    /// <summary>An order in the operator's name.</summary>
    public ValueTask<RecordToAppend> EncodeOrderAsync(ControlMessage order, CancellationToken cancellationToken) =>
        _controls.EncodeAsync(WellKnown.OperatorPublisher, order, Clock.GetUtcNow(), cancellationToken);

    /// <summary>
    /// Tells the sender how far the appliers have seen the log, so that settling an unknown outcome need not read what
    /// others wrote while this process was silent.
    /// </summary>
    public void LearnEndFromMembers()
    {
        foreach (var member in Directory.Members)
        {
            if (member.Status.LogEndOffset is { } end)
            {
                _appender.LearnEnd(end);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Lifetime.EndAsync().ConfigureAwait(false);
        await Tables.DisposeAsync().ConfigureAwait(false);
        await Router.DisposeAsync().ConfigureAwait(false);
        await _members.DisposeAsync().ConfigureAwait(false);
        (_registry as IDisposable)?.Dispose();
        await Log.DisposeAsync().ConfigureAwait(false);
        Lifetime.Dispose();
    }
}
