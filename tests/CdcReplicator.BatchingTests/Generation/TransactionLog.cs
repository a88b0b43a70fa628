using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// Gives transactions their place in a log: offsets with gaps, append times, publishers with their numbers.
/// </summary>
internal sealed class TransactionLog(Random random)
{
    private const long Epoch = 1_700_000_000_000;

    private readonly List<ChangeTransaction> _transactions = [];
    private readonly Dictionary<string, long> _numbers = [];
    private readonly ShapePool _shapes = new(random);
    private long _offset = -1;

    public IReadOnlyList<ChangeTransaction> Transactions => _transactions;

    public void Add(
        WriteSemantics semantics,
        IEnumerable<RowChange> rows,
        SnapshotMark snapshot = SnapshotMark.None,
        string? attempt = null,
        SnapshotScope scope = SnapshotScope.Unsaid
    )
    {
        _offset += random.Next(1, 3);
        RowChange[] spelled = [.. rows.Select(row => _shapes.Share(Spelling.Vary(row, random)))];
        _transactions.Add(
            new ChangeTransaction
            {
                CompletedBy = new LogRecord(_offset, Epoch + _offset, null, new byte[] { 1 }, []),
                Semantics = semantics,
                Stamp = random.Next(10) == 0 ? null : Stamp(semantics),
                Source = semantics == WriteSemantics.Trusted ? "source" : "",
                Snapshot = snapshot,
                SnapshotAttempt = attempt,
                SnapshotScope = scope,
                // Large transactions are no list either.
                Rows = random.Next(2) == 0 ? spelled : spelled.Where(_ => true),
            }
        );
    }

    public void AddControl(WriteSemantics semantics)
    {
        Add(semantics, []);
        _transactions[^1] = _transactions[^1] with
        {
            Control = new ControlMessage(WellKnown.ControlPrefix + "test", []),
        };
    }

    private PublisherStamp Stamp(WriteSemantics semantics)
    {
        var publisher = $"{semantics}-{random.Next(3)}";
        var number = _numbers[publisher] = _numbers.GetValueOrDefault(publisher) + 1;
        var kind = semantics == WriteSemantics.Checked ? PublisherKind.Consecutive : PublisherKind.Rising;
        return new PublisherStamp(publisher, kind, number);
    }
}
