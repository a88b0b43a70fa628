using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>
/// A node in memory: what is committed is a list. Faults are thrown where <see cref="FaultAt"/> says.
/// </summary>
internal sealed class FakeNode : INode
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PublisherProgress> _publishers = [];
    private readonly List<string> _applied = [];
    private bool _isChanged;

    public string Id { get; init; } = "fake";

    public string Kind => "sqlite";

    public string Endpoint => "memory";

    /// <summary>
    /// Given a point (<c>open, begin, apply, advance, commit, committed</c>), the fault to throw there, or null.
    /// </summary>
    public Func<string, ChangeTransaction?, ReplicationException?> FaultAt { get; set; } = (_, _) => null;

    /// <summary>Rows that are refused with a verdict.</summary>
    public Func<ChangeTransaction, bool> Rejects { get; set; } = _ => false;

    public NodePosition Position { get; set; } = NodePosition.Origin;

    public int Commits { get; private set; }

    /// <summary>How often it was opened.</summary>
    public int Openings { get; private set; }

    /// <summary>What it says its tables are when it is opened.</summary>
    public IReadOnlyList<TableDefinition> Tables { get; set; } = [];

    /// <summary>What it says of itself.</summary>
    public IReadOnlyList<string> DecidesAlike { get; init; } = [];

    /// <summary>What it says is wrong with it unless the log is empty.</summary>
    public NodeFaultException? RowsWithoutPosition { get; init; }

    /// <summary>How often it was looked at since it was opened.</summary>
    public int Looks { get; private set; }

    /// <summary>Everything committed, each transaction as <c>sequence=row,row</c>.</summary>
    public IReadOnlyList<string> Applied
    {
        get
        {
            lock (_gate)
            {
                return [.. _applied];
            }
        }
    }

    /// <summary>Changes its tables under whoever has it open.</summary>
    public void Change(params TableDefinition[] tables)
    {
        Tables = tables;
        Volatile.Write(ref _isChanged, true);
    }

    public Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken)
    {
        Openings++;
        Throw("open", null);
        lock (_gate)
        {
            return Task.FromResult(
                new NodeOpening(Position, [.. _publishers.Values], Tables)
                {
                    RowsWithoutPosition = RowsWithoutPosition,
                    DecidesAlike = DecidesAlike,
                }
            );
        }
    }

    public IPreparedBatch Prepare(WriteSemantics semantics, IReadOnlyList<ChangeTransaction> transactions) =>
        new Prepared(transactions);

    public Task<INodeTransaction> BeginAsync(WriteSemantics semantics, CancellationToken cancellationToken)
    {
        Throw("begin", null);
        return Task.FromResult<INodeTransaction>(new Transaction(this));
    }

    public Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken)
    {
        Looks++;
        return Task.FromResult(!Interlocked.Exchange(ref _isChanged, false));
    }

    public Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        Task.FromResult<INodeSnapshot>(new Snapshot(Position));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Throw(string point, ChangeTransaction? transaction)
    {
        if (FaultAt(point, transaction) is { } fault)
        {
            throw fault;
        }
    }

    private sealed record Prepared(IReadOnlyList<ChangeTransaction> Transactions) : IPreparedBatch;

    private sealed class Snapshot(NodePosition position) : INodeSnapshot
    {
        public NodePosition Position => position;

        public Task<IReadOnlyList<long>?> DigestAsync(
            TableDefinition table,
            RowRange range,
            IRowDigests into,
            CancellationToken cancellationToken
        ) => Task.FromResult<IReadOnlyList<long>?>(null);

        public async IAsyncEnumerable<StoredRow> ReadRowsAsync(
            TableDefinition table,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await Task.Yield();
            yield break;
        }

        public Task<IReadOnlyList<TableSchema>> ReadSchemasAsync(
            IgnoreList ignored,
            CancellationToken cancellationToken
        ) => Task.FromResult<IReadOnlyList<TableSchema>>([]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Transaction(FakeNode node) : INodeTransaction
    {
        private readonly List<string> _rows = [];
        private NodePosition? _expected;
        private NodePosition? _next;
        private IReadOnlyList<PublisherProgress> _progress = [];

        public Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken)
        {
            node.Throw("apply", transaction);
            if (node.Rejects(transaction))
            {
                return Task.FromResult(
                    Verdict.Rejected(new Rejection(RejectionReason.DuplicateKey, null, null, null, "there"))
                );
            }

            _rows.Add($"{transaction.Sequence}={string.Join(',', transaction.Rows.Select(LogScript.Text))}");
            return Task.FromResult(Verdict.Accepted);
        }

        public async Task<IReadOnlyList<Verdict>> ApplyBatchAsync(
            IPreparedBatch batch,
            CancellationToken cancellationToken
        )
        {
            var verdicts = new List<Verdict>();
            foreach (var transaction in batch.Transactions)
            {
                verdicts.Add(await ApplyAsync(transaction, cancellationToken));
            }

            return verdicts;
        }

        public Task AdvanceAsync(
            NodePosition expected,
            NodePosition next,
            IReadOnlyList<PublisherProgress> publishers,
            CancellationToken cancellationToken
        )
        {
            node.Throw("advance", null);
            lock (node._gate)
            {
                if (node.Position != expected)
                {
                    throw new NodeFencedException(node.Id);
                }
            }

            _expected = expected;
            _next = next;
            _progress = publishers;
            return Task.CompletedTask;
        }

        public Task CommitAsync(CancellationToken cancellationToken)
        {
            node.Throw("commit", null);
            lock (node._gate)
            {
                // Two transactions may be open here at a time; a database would have held the second one at its update.
                if (node.Position != _expected)
                {
                    throw new NodeFencedException(node.Id);
                }

                node._applied.AddRange(_rows);
                node.Position = _next!;
                node.Commits++;
                foreach (var progress in _progress)
                {
                    node._publishers[progress.Publisher] = progress;
                }
            }

            node.Throw("committed", null);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
