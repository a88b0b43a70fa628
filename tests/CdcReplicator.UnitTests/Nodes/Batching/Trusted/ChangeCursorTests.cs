using System.Globalization;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes.Batching;

public sealed class ChangeCursorTests
{
    private readonly ChangeCursor _cursor = new();

    [Fact]
    public void MoveNext_AllKindsOfTransactions_GivesEveryStepInOrder()
    {
        _cursor.Begin(Transactions);

        Assert.Equal(["1", "2", "snapshot 2", "3", "4", "5", "snapshot 6", "6"], Rest(_cursor));
        Assert.False(_cursor.MoveNext());
    }

    [Fact]
    public void Begin_AtAnyPlaceOfAnother_GivesTheSameRest()
    {
        _cursor.Begin(Transactions);
        do
        {
            var ahead = new ChangeCursor();
            var again = new ChangeCursor();
            ahead.Begin(Transactions, _cursor.Place);
            again.Begin(Transactions, _cursor.Place);
            var rest = Rest(ahead);

            Assert.Equal(rest, Rest(again));
            Assert.Equal(rest.Skip(1), _cursor.MoveNext() ? Rest(CopyOf(_cursor)) : []);
        } while (_cursor.Place.Next < Transactions.Length || _cursor.MoveNext());
    }

    /// <summary>In memory, a snapshot, a control message, none, read one by one, a snapshot, in memory.</summary>
    private static ChangeTransaction[] Transactions { get; } =
    [
        Of(1, new[] { Row(1), Row(2) }),
        Of(2, [Row(90)]) with
        {
            Snapshot = SnapshotMark.Middle,
        },
        Of(3, []) with
        {
            Control = new ControlMessage(WellKnown.SkipMessage, []),
        },
        Of(4, Array.Empty<RowChange>()),
        Of(5, new[] { 3, 4, 5 }.Select(Row)),
        Of(6, [Row(91)]) with
        {
            Snapshot = SnapshotMark.Last,
        },
        Of(7, new[] { Row(6) }),
    ];

    private static ChangeCursor CopyOf(ChangeCursor cursor)
    {
        var copy = new ChangeCursor();
        copy.Begin(Transactions, cursor.Place);
        return copy;
    }

    private static List<string> Rest(ChangeCursor cursor)
    {
        var steps = new List<string>();
        while (cursor.MoveNext())
        {
            steps.Add(cursor.IsWhole ? $"snapshot {cursor.Transaction.Sequence}" : cursor.Change.Table.Name);
        }

        return steps;
    }

    private static ChangeTransaction Of(long sequence, IEnumerable<RowChange> rows) =>
        new()
        {
            CompletedBy = new LogRecord(sequence, 0, null, null, []),
            Semantics = WriteSemantics.Trusted,
            Rows = rows,
        };

    private static RowChange Row(int number) =>
        new()
        {
            Table = new TableName("public", number.ToString(CultureInfo.InvariantCulture)),
            Operation = ChangeOperation.Truncate,
        };
}
