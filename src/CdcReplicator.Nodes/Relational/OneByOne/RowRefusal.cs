namespace CdcReplicator.Nodes;

/// <summary>Rejections by what row there is, in the words that every path uses.</summary>
internal static class RowRefusal
{
    /// <summary>A row is created that is there.</summary>
    public static Rejection Exists(TableName table, string? key) =>
        Of(RejectionReason.DuplicateKey, table, key, null, "exists already");

    /// <summary>A row is changed or removed that is not there.</summary>
    public static Rejection Missing(TableName table, string? key) =>
        Of(RejectionReason.RowMissing, table, key, null, "does not exist");

    /// <summary>A column has another value than expected.</summary>
    public static Rejection Unexpected(TableName table, string? key, string column) =>
        Of(RejectionReason.ExpectationFailed, table, key, column, $"has another value in '{column}' than expected");

    /// <summary>A row has a value for a column that a schema change in the log has taken away.</summary>
    public static Rejection ColumnTakenAway(TableName table, string column) =>
        new(
            RejectionReason.UnknownTarget,
            table,
            null,
            column,
            $"A schema change has taken column '{column}' of {table} away."
        );

    /// <summary>A table is written that a schema change in the log has taken away.</summary>
    public static Rejection TableTakenAway(TableName table) =>
        new(RejectionReason.UnknownTarget, table, null, null, $"A schema change has taken table {table} away.");

    /// <summary>The database refuses a row.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="table">Its table.</param>
    /// <param name="key">Its key as JSON.</param>
    /// <param name="problem">What the database says, a sentence.</param>
    public static Rejection ByDatabase(RejectionReason reason, TableName table, string? key, string problem) =>
        new(reason, table, key, null, $"Row {key} of {table}: {problem}");

    /// <summary>A row is refused.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="table">Its table.</param>
    /// <param name="key">Its key as JSON.</param>
    /// <param name="constraint">What refuses it, if that has a name.</param>
    /// <param name="what">What the row does, for people.</param>
    public static Rejection Of(RejectionReason reason, TableName table, string? key, string? constraint, string what) =>
        new(reason, table, key, constraint, $"Row {key} of {table} {what}.");
}
