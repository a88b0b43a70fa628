namespace CdcReplicator.Bench;

/// <summary>The workloads by name.</summary>
internal static class WorkloadCatalog
{
    /// <summary>Default seed; every run prints the one it used.</summary>
    public const int DefaultSeed = 1;

    public static IReadOnlyList<string> Names { get; } = ["tpcb", "insert", "hot", "mixed", "wide", "constrained"];

    /// <summary>The workload of a name in <see cref="Names"/>.</summary>
    public static Workload Create(string name, int seed, int scale) =>
        name switch
        {
            "tpcb" => new TpcbWorkload(seed, scale),
            "insert" => new InsertWorkload(seed),
            "hot" => new HotWorkload(seed),
            "mixed" => new MixedWorkload(seed),
            "wide" => new WideWorkload(seed),
            "constrained" => new ConstrainedWorkload(seed),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such workload."),
        };
}
