using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Faults of a node that cannot take a change whose source has decided it.</summary>
internal static class ChangeFaults
{
    /// <summary>A trusted change cannot be taken as it is.</summary>
    /// <param name="refused">Why.</param>
    /// <param name="key">The row's key, if it is known.</param>
    /// <param name="source">Whose change it is.</param>
    public static NodeFaultException Refused(ChangeRefusedException refused, string? key, string source) =>
        NodeFaults.Mendable(
            key is null ? refused.Problem : $"Row {key} of {refused.Rejection.Table}: {refused.Problem}",
            refused.InnerException is InvalidValueException { Setting: { } setting }
                ? $"Set Sources:{source}:{setting} as the connector is set (docs/debezium.md), alike for all appliers."
                : "Change the column to a type that holds the value.",
            refused
        );

    /// <summary>A constraint of this node, or its database, refuses a trusted change.</summary>
    public static NodeFaultException RefusedOfTrusted(
        DatabaseError error,
        RowChange change,
        string source,
        string? key,
        Exception inner
    ) =>
        new(
            $"Row {key} of {change.Table}, decided by its source, is refused here: {error.Problem}",
            (error.Verdict.Reason, change.Operation) switch
            {
                (RejectionReason.InvalidValue, _) =>
                    "Give the column the type of the source's, an enum all its labels.",
                // A change of the primary key alone comes as an update of a row that is not there.
                (RejectionReason.UniqueViolation, ChangeOperation.Update) =>
                    "If the source identifies rows by an index beside the primary key (REPLICA IDENTITY USING INDEX), "
                        + $"set Sources:{source}:Tables[{change.Table}]:Identity to its columns; else give the node's "
                        + "table the constraints of the source's, or remove what stands against the row.",
                _ => "Give the node's table the constraints of the source's, or remove what stands against the row.",
            },
            isTransient: false,
            error.Code,
            inner
        )
        {
            MayHeal = true,
        };

    /// <summary>The row of an update is missing, and the update does not bring all of it.</summary>
    public static NodeFaultException ValueUnavailable(RowKey key) =>
        NodeFaults.Mendable(
            $"Row {key.ToJson()} of {key.Table.Name} is missing, and the change does not bring its unchanged "
                + "out-of-line values.",
            "Seed the node again, or insert the row as the source has it."
        );

    /// <summary>A change does not say which row it is about.</summary>
    public static NodeFaultException KeyMissing(TableName table) =>
        NodeFaults.Mendable(
            $"A change of table {table} brings neither the columns of the table's key nor the whole old row.",
            "Give the node's table the key of the source's, or set REPLICA IDENTITY FULL on the source's table."
        );

    /// <summary>A change names its row by columns in which several rows have the same values.</summary>
    public static NodeFaultException SeveralRows(TableName table, IEnumerable<string> columns) =>
        NodeFaults.Mendable(
            $"A change of table {table} names its row by {string.Join(", ", columns)}, and several rows have "
                + "these values.",
            "Give the node's table the unique index of the source's on these columns, or remove the rows it has "
                + "not got."
        );

    /// <summary>A delete names a row that is not there, by values that may be fillers.</summary>
    public static NodeFaultException MayBeFiller(TableName table, IEnumerable<string> columns) =>
        NodeFaults.Mendable(
            $"A delete of table {table} names its row by {string.Join(", ", columns)}, no row has these values, and "
                + "they may be fillers.",
            "Set Sources:NAME:Tables[TABLE]:Identity to the columns by which the source identifies rows (its replica "
                + "identity). If the row had these values and is gone already, the delete may be skipped."
        );
}
