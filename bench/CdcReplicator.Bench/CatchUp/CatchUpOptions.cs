namespace CdcReplicator.Bench;

/// <summary>What <c>bench catch-up</c> is asked to do.</summary>
internal sealed record CatchUpOptions
{
    public const long DefaultTransactions = 500_000;

    /// <summary>Default of <see cref="Pairs"/>.</summary>
    public const int DefaultPairs = 5;

    public required string Workload { get; init; }

    public long Transactions { get; init; } = DefaultTransactions;

    public required string Log { get; init; }

    public required string Node { get; init; }

    /// <summary>How many of the workload's transactions are logged as one.</summary>
    public int Bundle { get; init; } = 1;

    /// <summary>How many transactions the log holds.</summary>
    public long LoggedTransactions => (Transactions + Bundle - 1) / Bundle;

    /// <summary>Whether the changes are checked, as the SDK writes them.</summary>
    public bool Checked { get; init; }

    /// <summary>What to compare with, or null.</summary>
    public string? Baseline { get; init; }

    /// <summary>Whether the node is guarded: on or off, or both, with the unguarded one as the baseline.</summary>
    public string Guard { get; init; } = BenchChoices.On;

    /// <summary>What is measured besides, or null.</summary>
    public string? Other => Guard == BenchChoices.Both ? BenchChoices.Unguarded : Baseline;

    /// <summary>Runs of each side.</summary>
    public int Pairs { get; init; } = DefaultPairs;

    public int Seed { get; init; } = WorkloadCatalog.DefaultSeed;

    /// <summary>Branches of <c>tpcb</c>.</summary>
    public int Scale { get; init; } = TpcbWorkload.DefaultScale;

    /// <summary>A folder whose log is used again, or made.</summary>
    public string? Prepared { get; init; }

    /// <summary>Where JSON goes; null for nowhere.</summary>
    public string? Json { get; init; }

    /// <summary>Keep servers' folders.</summary>
    public bool Keep { get; init; }

    /// <summary>Everything that does not go together; empty if nothing.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        if (Baseline is BenchChoices.Native or BenchChoices.Copy && Node != BenchChoices.Postgres)
        {
            problems.Add($"--baseline {Baseline} compares with PostgreSQL; it needs --node postgres.");
        }

        if (Baseline == BenchChoices.RawSqlite && Node != BenchChoices.Sqlite)
        {
            problems.Add($"--baseline {Baseline} compares with SQLite; it needs --node sqlite.");
        }

        if (
            Baseline is BenchChoices.Copy or BenchChoices.RawSqlite
            && !WorkloadCatalog.Create(Workload, Seed, Scale).OnlyInserts
        )
        {
            problems.Add($"--baseline {Baseline} only inserts; it needs --workload insert.");
        }

        if (Baseline == BenchChoices.Trusted && !Checked)
        {
            problems.Add("--baseline trusted compares checked writes with the same work trusted; it needs --checked.");
        }

        if (Baseline == BenchChoices.Native && Bundle > 1)
        {
            problems.Add("--baseline native commits each of the workload's transactions; it needs --bundle 1.");
        }

        if (Guard == BenchChoices.Both && Baseline is not null)
        {
            problems.Add($"--guard both has an unguarded node as its baseline; leave out --baseline {Baseline}.");
        }

        return problems;
    }
}
