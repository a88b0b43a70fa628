namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Kills one applier's life at the n-th passing of a point: from then on none of its calls reaches the node.
/// </summary>
internal sealed class KillPlan(KillPoint? point, int passings, CancellationTokenSource process)
{
    private int _passed;
    private Task? _dying;

    public bool IsDead => _dying is not null;

    public void Pass(KillPoint passed)
    {
        if (_dying is null && passed == point && ++_passed == passings)
        {
            _dying = process.CancelAsync();
        }

        if (_dying is not null)
        {
            throw new OperationCanceledException(process.Token);
        }
    }

    public override string ToString() => point is null ? "no kill" : $"{point} #{passings}";
}
