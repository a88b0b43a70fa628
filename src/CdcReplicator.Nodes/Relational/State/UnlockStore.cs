using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Writes into the node for how long it takes changes that come round the log.</summary>
internal static class UnlockStore
{
    /// <summary>Begins, or ends, such a time by the database's own clock. Done again it says the same.</summary>
    /// <exception cref="NodeFaultException">The node cannot be reached, or was never opened.</exception>
    public static async Task PutAsync(
        IRelationalDatabase database,
        string nodeId,
        NodeUnlock? unlock,
        CancellationToken stop
    )
    {
        var dialect = database.Dialect;
        var table = dialect.StateTable(StateSchema.Guard);
        var sql =
            $"INSERT INTO {table} (id, unlocked_from, unlocked_until, unlocked_by, reason) "
            + $"VALUES (1, {dialect.NowSeconds}, {dialect.NowSeconds} + $1, $2, $3) "
            + "ON CONFLICT (id) DO UPDATE SET unlocked_from = excluded.unlocked_from, "
            + "unlocked_until = excluded.unlocked_until, unlocked_by = excluded.unlocked_by, reason = excluded.reason";
        BoundValue[] values =
        [
            StateTypes.Of(unlock is null ? 0 : (long)Math.Ceiling(unlock.Time.TotalSeconds)),
            StateTypes.Of(unlock?.By),
            StateTypes.Of(unlock?.Reason),
        ];
        try
        {
            await database
                .RunBesideAsync(session => session.ExecuteAsync(sql, values, stop), stop)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (database.IsDriverError(e))
        {
            throw NodeFaults.Driver(
                database.Explain(e),
                $"Node '{nodeId}' ({database.Endpoint}) failed unlocking it",
                e
            );
        }
    }
}
