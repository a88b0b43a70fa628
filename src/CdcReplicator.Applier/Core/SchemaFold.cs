using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// What a schema change in the log means at a schema version. The version is a fold of the log, so all nodes decide
/// alike, and a copy of a change finds another version and changes nothing. Pure.
/// </summary>
internal static class SchemaFold
{
    /// <summary>Why a change changes nothing; null if it does, or if there is none.</summary>
    /// <param name="change">The change.</param>
    /// <param name="version">The schema version where it stands.</param>
    public static IgnoredControls? Objection(SchemaChange? change, long version) =>
        change is null || change.Before == version
            ? null
            : new IgnoredControls(
                1,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"was made for schema version {change.Before}, and the schema has version {version}"
                )
            );

    /// <summary>What the node does at a transaction of the log; null if it does not change the schema.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="version">The schema version before it.</param>
    /// <param name="isSkipped">Whether an operator has ordered to pass over it.</param>
    public static SchemaStep? StepOf(ChangeTransaction transaction, long version, bool isSkipped) =>
        transaction.SchemaChange is { } change && change.Before == version
            ? new SchemaStep(change, transaction.Sequence, isSkipped)
            : null;
}
