namespace CdcReplicator.Nodes;

/// <summary>The kinds of node.</summary>
internal static class NodeKinds
{
    /// <summary>PostgreSQL.</summary>
    public const string Postgres = "postgres";

    /// <summary>SQLite.</summary>
    public const string Sqlite = "sqlite";
}
