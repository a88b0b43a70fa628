namespace CdcReplicator.Bench;

/// <summary>
/// Work to measure: tables, the rows they begin with, and transactions. Everything is a function of the seed, so that
/// log, baseline and expected result are made of it independently of each other.
/// </summary>
internal abstract class Workload(int seed)
{
    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Its tables in an order in which they can be made.</summary>
    public abstract IReadOnlyList<BenchTable> Tables { get; }

    /// <summary>Whether it only inserts: then raw inserts of its rows are the same work.</summary>
    public virtual bool OnlyInserts => false;

    /// <summary>The rows that are there before; not part of the log and not counted. Table by table.</summary>
    public virtual IEnumerable<WorkloadRow> SeedRows() => [];

    /// <summary>
    /// The first transactions, in order; each call gives the same. A transaction must not be kept while the next is
    /// taken.
    /// </summary>
    public abstract IEnumerable<IReadOnlyList<WorkloadChange>> Transactions(long count);

    /// <summary>A generator of this workload's random choices, at its beginning.</summary>
    protected Random NewRandom() => new(seed);
}
