using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Goes through the changes of transactions, in order. A transaction of a snapshot is one step as a whole, a control
/// message is none.
/// </summary>
internal sealed class ChangeCursor
{
    // Where rows do not stand in memory one after the other, the current one stands here.
    private readonly RowChange[] _single = new RowChange[1];
    private IReadOnlyList<ChangeTransaction> _transactions = [];
    private ChangeTransaction? _transaction;
    private ReadOnlyMemory<RowChange> _rows;
    private IEnumerator<RowChange>? _reading;
    private int _next;
    private int _row;
    private long _passed;
    private bool _isInside;

    /// <summary>Where it stands: after the last step.</summary>
    public ChangePlace Place => new(_next, _isInside, _passed);

    /// <summary>Whether the step is a transaction as a whole.</summary>
    public bool IsWhole => !_isInside;

    /// <summary>The transaction of the step.</summary>
    public ChangeTransaction Transaction => _transaction!;

    /// <summary>The change; only where the step is one.</summary>
    public ref readonly RowChange Change => ref _rows.Span[_row];

    /// <summary>Begins before the first step.</summary>
    public void Begin(IReadOnlyList<ChangeTransaction> transactions) => Begin(transactions, default);

    /// <summary>Begins at a place where another cursor of the same transactions stood.</summary>
    public void Begin(IReadOnlyList<ChangeTransaction> transactions, ChangePlace place)
    {
        End();
        _transactions = transactions;
        _next = place.Next;
        if (place.IsInside)
        {
            _next--;
            Enter();
            while (_passed < place.Rows && TryTakeRow()) { }
        }
    }

    /// <summary>Goes to the next step; false after the last.</summary>
    public bool MoveNext()
    {
        while (!_isInside || !TryTakeRow())
        {
            if (_next == _transactions.Count)
            {
                return false;
            }

            Enter();
            if (_transaction!.IsOfSnapshot)
            {
                _isInside = false;
                return true;
            }

            _isInside = _transaction.Control is null;
        }

        return true;
    }

    /// <summary>Lets go of the transactions.</summary>
    public void End()
    {
        Leave();
        _transactions = [];
        _transaction = null;
        _next = 0;
        _passed = 0;
    }

    private void Enter()
    {
        Leave();
        _transaction = _transactions[_next++];
        _isInside = true;
        _passed = 0;
        if (!_transaction.TryGetRows(out _rows))
        {
            _reading = _transaction.Rows.GetEnumerator();
            _rows = _single;
        }
    }

    private void Leave()
    {
        _reading?.Dispose();
        _reading = null;
        _rows = default;
        _row = -1;
        _isInside = false;
    }

    private bool TryTakeRow()
    {
        if (_reading is null)
        {
            _row++;
        }
        else
        {
            _row = _reading.MoveNext() ? 0 : _rows.Length;
            if (_row == 0)
            {
                _single[0] = _reading.Current;
            }
        }

        if (_row >= _rows.Length)
        {
            Leave();
            return false;
        }

        _passed++;
        return true;
    }
}
