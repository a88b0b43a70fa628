namespace CdcReplicator.Model;

/// <summary>A column of a node's table.</summary>
/// <param name="Name">Its exact name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Nullable">Whether NULL is allowed.</param>
/// <param name="HasDefault">Whether an insert may leave it out although it is NOT NULL.</param>
/// <param name="Generated">Computed by the database from other columns; never written.</param>
/// <param name="IdentityAlways">
/// <c>GENERATED ALWAYS AS IDENTITY</c>: a written value must override the system's.
/// </param>
internal sealed record ColumnDefinition(
    string Name,
    ColumnType Type,
    bool Nullable,
    bool HasDefault = false,
    bool Generated = false,
    bool IdentityAlways = false
);
