using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A row of <c>pragma_table_xinfo</c>.</summary>
internal sealed record SqliteColumnRow(
    string Name,
    string Type,
    bool NotNull,
    bool HasDefault,
    int KeyPlace,
    bool Generated
)
{
    /// <summary>
    /// Whether it is declared INTEGER, the one spelling that makes a single primary key the row's own number.
    /// </summary>
    public bool IsInteger => Type.Equals("INTEGER", StringComparison.OrdinalIgnoreCase);

    /// <summary>The column. SQLite lets a key be NULL where no other database does; here it is not.</summary>
    public ColumnDefinition ToDefinition(bool keyIsRowId) =>
        new(
            Name,
            SqliteTypeMap.Parse(Type),
            Nullable: !NotNull && KeyPlace == 0,
            HasDefault: HasDefault || (keyIsRowId && KeyPlace > 0),
            Generated
        );
}
