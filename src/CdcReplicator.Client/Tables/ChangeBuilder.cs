using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>
/// Checks a draft against its table and makes a change of it. Whatever can be known to be wrong from the table's
/// definition is refused here, before anything is published; what depends on the rows is for the nodes to decide.
/// </summary>
internal static class ChangeBuilder
{
    /// <exception cref="InvalidWriteException">The draft cannot be right.</exception>
    public static TableChange Build(PreparedTable table, DraftChange draft)
    {
        var definition = table.Definition;
        if (definition.PrimaryKey.Count == 0)
        {
            throw new InvalidWriteException(
                definition.Name,
                null,
                $"Table '{definition.Name}' has no primary key and no unique index over NOT NULL columns.",
                "Give it a primary key: the SDK addresses rows by key."
            );
        }

        var change = draft.Operation switch
        {
            ChangeOperation.Create or ChangeOperation.Read => WholeRow(table, draft),
            ChangeOperation.Update => Update(table, draft),
            ChangeOperation.Delete => Keyed(table, draft),
            _ => throw new ArgumentOutOfRangeException(nameof(draft), draft.Operation, "Not an operation of the SDK."),
        };
        return new TableChange(definition, change);
    }

    private static RowChange WholeRow(PreparedTable table, DraftChange draft)
    {
        var after = new RowBuilder(table);
        after.Add(draft.Row!.Value, writing: true);
        foreach (var place in table.KeyPlaces)
        {
            after.Require(place, "is part of the key: give it a value, so that every node stores the same row");
        }

        for (var place = 0; place < table.Definition.Columns.Count; place++)
        {
            if (table.Definition.Columns[place] is { Nullable: false, HasDefault: false, Generated: false })
            {
                after.Require(place, "is NOT NULL and has no default: give it a value");
            }
        }

        // Nodes that have it would reject the row, nodes that lack it would take it.
        if (table.LackingColumns.FirstOrDefault(column => column.IsRequired) is { } lacking)
        {
            throw new InvalidWriteException(
                table.Definition.Name,
                lacking.Name,
                $"Table '{table.Definition.Name}': {lacking.Problem} Where it is, it is NOT NULL and has no default, "
                    + "so new rows have to wait.",
                lacking.Remedy
            );
        }

        return new RowChange
        {
            Table = table.Definition.Name,
            Operation = draft.Operation,
            After = after.Build(),
        };
    }

    private static RowChange Update(PreparedTable table, DraftChange draft)
    {
        var after = new RowBuilder(table);
        after.Add(draft.Row!.Value, writing: true);
        return Keyed(table, draft) with { After = after.Build() };
    }

    private static RowChange Keyed(PreparedTable table, DraftChange draft)
    {
        var key = new RowBuilder(table);
        key.Add(draft.Key!.Value, writing: false);
        foreach (var place in table.KeyPlaces)
        {
            key.Require(place, "is part of the key and has no value: name the row by its whole key");
        }

        RowImage? before = null;
        if (draft.Expected is { } expected)
        {
            var builder = new RowBuilder(table);
            builder.Add(expected, writing: false);
            before = builder.Build();
        }

        return new RowChange
        {
            Table = table.Definition.Name,
            Operation = draft.Operation,
            Key = key.BuildKey(),
            Before = before,
        };
    }
}
