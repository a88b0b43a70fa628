namespace CdcReplicator;

/// <summary>A change of the tables of all nodes, for <see cref="CdcCluster.MigrateAsync"/>.</summary>
public sealed class Migration
{
    /// <summary>What the change is, for people; up to 200 characters.</summary>
    public required string Description { get; init; }

    /// <summary>
    /// The script for PostgreSQL nodes; null if there are none. Names without schema mean <c>public</c>.
    /// </summary>
    public string? Postgres { get; init; }

    /// <summary>The script for SQLite nodes; null if there are none.</summary>
    public string? Sqlite { get; init; }

    /// <summary>
    /// The file of the private key that signs the change; null, the default, to give it unsigned. Needed where appliers
    /// count signed orders only.
    /// </summary>
    public string? OrderKeyFile { get; init; }
}
