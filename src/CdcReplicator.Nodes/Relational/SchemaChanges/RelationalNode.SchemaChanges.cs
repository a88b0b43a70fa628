using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <content>Changing the node's tables as the log orders.</content>
internal sealed partial class RelationalNode
{
    /// <summary>Its schema version.</summary>
    public SchemaVersions Versions { get; }

    /// <inheritdoc/>
    public async Task<INodeTransaction> BeginSchemaChangeAsync(
        SchemaStep step,
        NodePosition expected,
        CancellationToken cancellationToken
    )
    {
        var script = step.IsSkipped ? null : Script(step.Change);
        var run = script is null ? null : new SchemaChangeRun(this, step.Change, script);
        if (run is not null && script!.IsConcurrent && Database.SchemaChanges.BuildsConcurrently)
        {
            await run.RunConcurrentlyAsync(
                    step.Sequence,
                    (place, stop) => NoteBegunAsync(step.Sequence, place, expected, stop),
                    cancellationToken
                )
                .ConfigureAwait(false);
            run = null;
        }

        var transaction = await BeginChangeAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (run is not null)
            {
                await run.RunAsync(cancellationToken).ConfigureAwait(false);
            }

            await GuardAsync(() => NoteChangedAsync(step, cancellationToken), "noting the schema change")
                .ConfigureAwait(false);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task TrySchemaChangeAsync(SchemaChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var run = new SchemaChangeRun(this, change, Script(change));
        var transaction = await BeginChangeAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await run.RunAsync(cancellationToken).ConfigureAwait(false);
            await GuardAsync(() => ReadChangedAsync(cancellationToken), "reading the changed tables")
                .ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<TableDefinition>> ReadChangedAsync(CancellationToken stop)
    {
        var found = await Database.ReadChangedAsync(Session.Connection, stop).ConfigureAwait(false);
        return new NodeCatalog(found, Database.Dialect, _ignored).Definitions;
    }

    // Whoever can write to the log can write a change: only statements are run that a script may have.
    private SchemaScript Script(SchemaChange change)
    {
        var script = change.For(Kind) ?? throw SchemaChangeFaults.NoStatements(change, Kind);
        return ScriptReader.Read(string.Join(";\n", script.Statements), Kind).Problems is [var problem, ..]
            ? throw SchemaChangeFaults.Refused(change, problem)
            : script;
    }

    private Task<RelationalNodeTransaction> BeginChangeAsync(CancellationToken stop) =>
        GuardAsync(
            async () =>
            {
                if (!Memory.HasLooked)
                {
                    await RememberAsync(stop).ConfigureAwait(false);
                }

                var held = await Database.SchemaChanges.BeginAsync(Database, Session, stop).ConfigureAwait(false);
                return new RelationalNodeTransaction(this, WriteSemantics.Checked, held);
            },
            "beginning a schema change"
        );

    private async Task NoteBegunAsync(long sequence, int place, NodePosition expected, CancellationToken stop)
    {
        var transaction = await BeginAsync(WriteSemantics.Checked, stop).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await GuardAsync(
                    async () =>
                    {
                        await Versions.BeginAsync(Session, sequence, place, stop).ConfigureAwait(false);
                        return true;
                    },
                    "noting an index"
                )
                .ConfigureAwait(false);
            await transaction.AdvanceAsync(expected, expected, [], stop).ConfigureAwait(false);
            await transaction.CommitAsync(stop).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Writes down, in the transaction of the change, what it has made of the tables. Tables that this node could not
    /// open again are refused before they are committed.
    /// </summary>
    private async Task<bool> NoteChangedAsync(SchemaStep step, CancellationToken stop)
    {
        if (!step.IsSkipped)
        {
            var after = await ReadChangedAsync(stop).ConfigureAwait(false);
            var takenAway = Catalog.TakenAway.After(Catalog.Definitions, after);
            await Versions.PutTakenAwayAsync(Session, Catalog.TakenAway, takenAway, stop).ConfigureAwait(false);
            await Versions.UnmarkTablesAsync(Session, stop).ConfigureAwait(false);
        }

        await Versions.PutAsync(Session, step, stop).ConfigureAwait(false);
        return true;
    }
}
