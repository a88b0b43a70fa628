namespace CdcReplicator.ReadHistory;

/// <summary>
/// Rising versions of one key. A process that is killed leaves its last write undecided, so its successor begins above
/// whatever that may have been.
/// </summary>
internal sealed class Versions(int life)
{
    private const long PerLife = 1_000_000;
    private long _last = life * PerLife;

    public long Next() => ++_last;
}
