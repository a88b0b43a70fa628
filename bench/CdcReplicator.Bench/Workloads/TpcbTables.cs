namespace CdcReplicator.Bench;

/// <summary>The tables of pgbench.</summary>
internal sealed class TpcbTables
{
    public BenchTable Branches { get; } =
        new(
            "pgbench_branches",
            [BenchColumns.Int32("bid"), BenchColumns.Int32("bbalance"), BenchColumns.Char("filler", 88)]
        );

    public BenchTable Tellers { get; } =
        new(
            "pgbench_tellers",
            [
                BenchColumns.Int32("tid"),
                BenchColumns.Int32("bid"),
                BenchColumns.Int32("tbalance"),
                BenchColumns.Char("filler", 84),
            ]
        );

    public BenchTable Accounts { get; } =
        new(
            "pgbench_accounts",
            [
                BenchColumns.Int32("aid"),
                BenchColumns.Int32("bid"),
                BenchColumns.Int32("abalance"),
                BenchColumns.Char("filler", 84),
            ]
        );

    public BenchTable History { get; } =
        new(
            "pgbench_history",
            [
                BenchColumns.Int32("tid"),
                BenchColumns.Int32("bid"),
                BenchColumns.Int32("aid"),
                BenchColumns.Int32("delta"),
                BenchColumns.Timestamp("mtime"),
                BenchColumns.Char("filler", 22, nullable: true),
            ],
            hasKey: false
        );

    /// <summary>All of them.</summary>
    public IReadOnlyList<BenchTable> All => [Branches, Tellers, Accounts, History];
}
