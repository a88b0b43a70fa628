namespace CdcReplicator.Nodes;

/// <summary>How an applier reaches its node, and what the node deliberately has not got.</summary>
internal sealed record NodeOptions
{
    /// <summary>The node's name in the cluster. Required.</summary>
    public string Id { get; init; } = "";

    /// <summary><see cref="NodeKinds.Postgres"/> or <see cref="NodeKinds.Sqlite"/>. Required.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Npgsql's or Microsoft.Data.Sqlite's connection string. Required.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>A file whose first line is the password; null if there is none.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>An environment variable that holds the password; null if there is none.</summary>
    public string? PasswordEnvironmentVariable { get; init; }

    /// <summary>
    /// Whether each commit waits for the disk (PostgreSQL <c>synchronous_commit=on</c>, SQLite
    /// <c>synchronous=FULL</c>). Default false: a crash of the machine takes the last commits with their position, and
    /// the node replays them. Worth its price only where others read the node's files or its own replicas.
    /// </summary>
    public bool DurableCommits { get; init; }

    /// <summary>
    /// Rows that are decided and written together, and so held in memory besides those that wait. A longer transaction
    /// is applied in pieces of so many, all in one database transaction. Default 50,000; from 4 to 1,000,000.
    /// </summary>
    public int BatchRows { get; init; } = 50_000;

    /// <summary>
    /// What is done at the first start if the node's tables have rows already and its log is not empty. Default
    /// <see cref="Nodes.RowsWithoutPosition.Halt"/>. It is no answer for a node that once had a position and has lost
    /// it: that one halts.
    /// </summary>
    public RowsWithoutPosition RowsWithoutPosition { get; init; } = RowsWithoutPosition.Halt;

    /// <summary>
    /// Tables and columns the node deliberately has not got, or that are not replicated: <c>sig.*</c>,
    /// <c>inventory.readings_2024</c>, <c>inventory.evolving.b</c>. A checked change of an ignored table halts the
    /// node, because the node cannot know its verdict.
    /// </summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>
    /// Tables, as <c>schema.table</c>, whose constraints on this node say the same as those that only another kind of
    /// node has (no partition for a row, NULLS NOT DISTINCT, exclusion, periods). A checked change of any other such
    /// table halts the node, because the node cannot know its verdict. Nobody can prove it, so this is an operator's
    /// word.
    /// </summary>
    public IReadOnlyList<string> DecidesAlike { get; init; } = [];

    /// <summary>Where it is filled from while it has no position.</summary>
    public SeedOptions Seed { get; init; } = new();

    /// <summary>Everything that is wrong with these options; empty if nothing is.</summary>
    public IReadOnlyList<string> Validate() => NodeOptionsValidator.Validate(this);

    /// <summary>The password from its file or variable; null if neither is given.</summary>
    internal string? ReadPassword() => PasswordPlace.Read(PasswordFile, PasswordEnvironmentVariable);

    /// <summary>Names the node without its connection string, which may hold a secret.</summary>
    public override string ToString() => $"{Kind} node '{Id}'";
}
