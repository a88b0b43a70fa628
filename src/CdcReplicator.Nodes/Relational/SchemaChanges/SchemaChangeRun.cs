using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Runs the statements of a schema change on an open node.</summary>
/// <param name="node">The node.</param>
/// <param name="change">The change.</param>
/// <param name="script">Its statements for this kind of node.</param>
internal sealed class SchemaChangeRun(RelationalNode node, SchemaChange change, SchemaScript script)
{
    private NodeSession Session => node.Session;

    private ISchemaChanges Database => node.Database.SchemaChanges;

    /// <summary>Runs them in the transaction that is open, and what is checked at its end.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        for (var i = 0; i < script.Statements.Count; i++)
        {
            await RunAsync(i, stop).ConfigureAwait(false);
        }

        var drops = script.Statements.Any(sql => FirstStatement(sql)?.Begins("DROP", "TABLE") == true);
        var orphans = await node.GuardAsync(() => Database.CompleteAsync(Session, drops, stop), $"ending {Name}")
            .ConfigureAwait(false);
        if (orphans is not null)
        {
            throw SchemaChangeFaults.ForeignKeysViolated(change, orphans);
        }
    }

    /// <summary>
    /// Builds and drops indexes outside of transactions. What was begun is written down first, under the fence, so that
    /// a run after a crash knows which indexes are its own.
    /// </summary>
    /// <param name="sequence">Where the change stands.</param>
    /// <param name="begin">Writes down that a statement begins.</param>
    /// <param name="stop">Gives it up.</param>
    public async Task RunConcurrentlyAsync(
        long sequence,
        Func<int, CancellationToken, Task> begin,
        CancellationToken stop
    )
    {
        await node.GuardAsync(() => DoneAsync(Database.BeginConcurrentAsync(Session, stop)), $"beginning {Name}")
            .ConfigureAwait(false);
        for (var i = 0; i < script.Statements.Count; i++)
        {
            await RunIndexAsync(i, sequence, begin, stop).ConfigureAwait(false);
        }

        await node.GuardAsync(() => DoneAsync(Database.EndConcurrentAsync(Session, stop)), $"ending {Name}")
            .ConfigureAwait(false);
    }

    private string Name => $"schema change {Printable.Quote(change.Description)}";

    private SqlStatement? FirstStatement(string sql)
    {
        try
        {
            return SqlSplitter.Split(sql, node.Kind) is [var first, ..] ? first : null;
        }
        catch (SqlScriptException)
        {
            // The database says more of it than we can.
            return null;
        }
    }

    private async Task RunIndexAsync(
        int place,
        long sequence,
        Func<int, CancellationToken, Task> begin,
        CancellationToken stop
    )
    {
        var sql = script.Statements[place];
        var statement = FirstStatement(sql);
        var index =
            (statement is null ? null : ConcurrentIndex.Of(statement))
            ?? throw SchemaChangeFaults.NotRepeatable(change, sql);
        var (exists, isValid) = await FindAsync(index, place, stop).ConfigureAwait(false);
        var isBegun = await node.GuardAsync(
                () => node.Versions.IsBegunAsync(Session, sequence, place, stop),
                $"beginning {Name}"
            )
            .ConfigureAwait(false);
        if (isBegun && (index.IsDrop ? !exists : isValid))
        {
            return;
        }

        var isAllowed = statement!.Has("IF");
        if (!index.IsDrop && isValid)
        {
            if (isAllowed)
            {
                return;
            }

            throw SchemaChangeFaults.IndexExists(change, index.Name);
        }

        if (!isBegun)
        {
            await begin(place, stop).ConfigureAwait(false);
        }

        if (!index.IsDrop && exists)
        {
            // What is left of a building that was broken off serves nobody, and keeps its name.
            var left = $"DROP INDEX CONCURRENTLY {await QualifiedAsync(index, stop).ConfigureAwait(false)}";
            await node.GuardAsync(() => RunAsync(left, stop), Doing(place)).ConfigureAwait(false);
        }

        await RunAsync(place, stop).ConfigureAwait(false);
    }

    // A name without schema is looked for in the schema of its table.
    private async Task<string> QualifiedAsync(ConcurrentIndex index, CancellationToken stop)
    {
        const string sql =
            "SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n "
            + "ON n.oid = c.relnamespace WHERE c.oid = pg_catalog.to_regclass($1)";
        if (index.OnTable is not { } table || index.Name.Contains('.', StringComparison.Ordinal))
        {
            return index.Name;
        }

        var row = await node.GuardAsync(
                () => Session.FirstRowAsync(sql, [StateTypes.Of(table)], [StateTypes.Text], stop),
                $"beginning {Name}"
            )
            .ConfigureAwait(false);
        return row is null ? index.Name : $"{row[0].AsText()}.{index.Name}";
    }

    private Task<(bool Exists, bool IsValid)> FindAsync(ConcurrentIndex index, int place, CancellationToken stop) =>
        node.GuardAsync(() => Database.FindIndexAsync(Session, index, stop), Doing(place));

    private Task<bool> RunAsync(int place, CancellationToken stop) =>
        node.GuardAsync(() => RunAsync(script.Statements[place], stop), Doing(place));

    private string Doing(int place) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}, statement {place + 1} of {script.Statements.Count} ({Printable.Quote(script.Statements[place])})"
        );

    private async Task<bool> RunAsync(string sql, CancellationToken stop)
    {
        // Sent as it stands: a driver that looks for semicolons would cut a function's body.
        await Session.QueueAsync(sql, stop).ConfigureAwait(false);
        await Session.ReadyAsync(stop).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> DoneAsync(Task work)
    {
        await work.ConfigureAwait(false);
        return true;
    }
}
