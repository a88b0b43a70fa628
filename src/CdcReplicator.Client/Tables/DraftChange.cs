using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>A change as the caller asked for it, before it is checked against its table.</summary>
/// <param name="Operation">Create, Update, Delete, or Read (upsert).</param>
/// <param name="Table">The table's name as given.</param>
/// <param name="Key">The key given for an update or delete.</param>
/// <param name="Row">The row, or the columns to change.</param>
/// <param name="Expected">Current values the change depends on.</param>
internal sealed record DraftChange(
    ChangeOperation Operation,
    string Table,
    RowValues? Key,
    RowValues? Row,
    RowValues? Expected
);
