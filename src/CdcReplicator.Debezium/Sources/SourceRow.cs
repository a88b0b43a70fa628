using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>A connector's row as the settings of its source say it is meant.</summary>
internal static class SourceRow
{
    private static readonly IReadOnlyList<string> NoIdentity = [];

    /// <summary>The row with the nodes' names, the settings of its values, and the key it is found by.</summary>
    /// <exception cref="MalformedDataException">Nothing says by which columns its row is found.</exception>
    public static RowEvent Of(in RowEvent row, SourceSettings? source)
    {
        if (source is null)
        {
            return row.Change is { Before: null } or { Key: null }
                ? row
                : row with
                {
                    Change = RowIdentity.Of(row.Change, NoIdentity, row.Source.Name),
                };
        }

        var table = source.TableOf(row.Change.Table);
        var change = row.Change with
        {
            Table = table.Name,
            Key = Bind(table, source, row.Change.Key, out _),
            Before = Bind(table, source, row.Change.Before, out _),
            After = Bind(table, source, row.Change.After, out var stripped),
        };
        return row with
        {
            Source = row.Source with { SnapshotScope = source.Snapshots },
            Change = RowIdentity.Of(change, table.Identity, row.Source.Name),
            OtherKey = Bind(table, source, row.OtherKey, out _),
            StrippedNulls = stripped,
        };
    }

    private static RowImage? Bind(SourceTable table, SourceSettings source, RowImage? image, out int stripped)
    {
        stripped = 0;
        return image is not { } present ? null
            : source.StripsNullCharacters ? table.Bind(NullCharacters.Strip(present, out stripped))
            : table.Bind(present);
    }
}
