using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A row of <see cref="PostgresCatalogSql.Columns"/>.</summary>
internal sealed record PostgresColumnRow(
    long Table,
    TableName Name,
    string? Column,
    long Type,
    int Modifier,
    bool NotNull,
    bool HasDefault,
    bool Generated,
    bool IdentityAlways,
    bool IsInexact,
    bool IsDomain
)
{
    /// <summary>The column, with its type.</summary>
    public ColumnDefinition ToDefinition(ColumnType type) =>
        new(Column!, type, !NotNull, HasDefault, Generated, IdentityAlways);
}
