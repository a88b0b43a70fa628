using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Writes, reads and removes the proof that a node owes; always inside somebody's transaction.</summary>
internal sealed class OwedProofs(ISqlDialect dialect)
{
    private readonly string _table = dialect.StateTable(StateSchema.ProofOwed);

    /// <summary>Says that a proof is owed: in the transaction that makes the node whole.</summary>
    public Task OweAsync(NodeSession session, OwedProof proof, CancellationToken stop) =>
        session.ExecuteAsync(
            $"INSERT INTO {_table} (id, donor, since) VALUES (1, $1, $2) ON CONFLICT (id) DO UPDATE SET "
                + "donor = excluded.donor, since = excluded.since",
            [StateTypes.Of(proof.Donor), StateTypes.Of(proof.Since)],
            stop
        );

    /// <summary>What is owed; null if nothing is.</summary>
    public async Task<OwedProof?> ReadAsync(NodeSession session, CancellationToken stop)
    {
        ColumnType[] types = [StateTypes.Text, StateTypes.Number];
        var row = await session
            .FirstRowAsync($"SELECT donor, since FROM {_table}", [], types, stop)
            .ConfigureAwait(false);
        return row is null ? null : new OwedProof(row[0].AsText(), row[1].AsInt64());
    }

    /// <summary>That very proof was given. One that another seed owes stays.</summary>
    public Task SettleAsync(NodeSession session, OwedProof proof, CancellationToken stop) =>
        session.ExecuteAsync($"DELETE FROM {_table} WHERE since = $1", [StateTypes.Of(proof.Since)], stop);
}
