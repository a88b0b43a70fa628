using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Changes the tables of all nodes by one record of the log; asks them first, and watches them after.
/// </summary>
internal sealed class SchemaMigration(ClusterConnection connection, TimeSpan timeout, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private readonly MemberStore _members = new(connection.Log.Metadata, time);
    private readonly ControlPublisher _control = new(connection, time);

    /// <summary>Looks at the members.</summary>
    /// <exception cref="BadInputException">They could not take the change; nothing was ordered.</exception>
    public async Task<SchemaChangePlan> PlanAsync(
        string description,
        IReadOnlyList<SchemaScript> scripts,
        CancellationToken cancellationToken
    )
    {
        var members = await _members.ReadAsync(cancellationToken);
        var plan = SchemaChangePlan.Of(members, description, scripts, Guid.NewGuid().ToString("N"));
        return plan.Problems.Count > 0 ? throw new BadInputException(plan.Problems) : plan;
    }

    /// <summary>Has every node that lives try the change and undo it. One that does not answer has a problem.</summary>
    public async Task<IReadOnlyList<TriedSchemaChange>> TryAsync(
        SchemaChangePlan plan,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        await _control.RequireCountedAsync(cancellationToken);
        var trials = new SchemaTrials(connection.Log.Metadata);
        var id = plan.Change!.Id;
        await trials.AskAsync(id, cancellationToken);
        try
        {
            await _control.AppendAsync(ControlCodec.MigrateCheck(plan.Change), cancellationToken);
            return await AnswersAsync(trials, plan, cancellationToken);
        }
        finally
        {
            // Also when interrupted, so that no node works for nobody.
            await trials.RemoveAsync(id, CancellationToken.None);
        }
    }

    /// <summary>Puts the change into the log; where it stands then.</summary>
    /// <exception cref="BadInputException">Appliers would not count it; nothing was written.</exception>
    public Task<long> GiveAsync(SchemaChangePlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Orders
            .Of(connection)
            .GiveByLogAsync(
                "migrate",
                plan.Change!.Description,
                reason: null,
                _control,
                ControlCodec.Migrate(plan.Change),
                cancellationToken
            );
    }

    /// <summary>Waits until every node that lives is past the change or has halted.</summary>
    /// <param name="sequence">Where the change stands.</param>
    /// <param name="show">Told of every node once something has become of the change there.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<SchemaChangeOutcome>> WaitAsync(
        long sequence,
        Action<SchemaChangeOutcome> show,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(show);
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var begun = time.GetTimestamp();
        while (true)
        {
            var members = await _members.ReadAsync(cancellationToken);
            SchemaChangeOutcome[] outcomes =
            [
                .. members
                    .Where(member => member.Status.State != NodeState.Left)
                    .Select(member => SchemaChangeOutcome.Of(member, sequence))
                    .OrderBy(outcome => outcome.NodeId, StringComparer.Ordinal),
            ];
            foreach (var outcome in outcomes.Where(outcome => outcome.IsSettled && shown.Add(outcome.NodeId)))
            {
                show(outcome);
            }

            if (
                outcomes.All(outcome => outcome.Fate != SchemaChangeFate.Waiting)
                || time.GetElapsedTime(begun) > timeout
            )
            {
                return outcomes;
            }

            await Task.Delay(LookInterval, time, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<TriedSchemaChange>> AnswersAsync(
        SchemaTrials trials,
        SchemaChangePlan plan,
        CancellationToken cancellationToken
    )
    {
        var answers = plan.Nodes.ToDictionary(
            node => node,
            node => new TriedSchemaChange(node, -1, -1, "it did not answer in time"),
            StringComparer.Ordinal
        );
        using var patience = new CancellationTokenSource(timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await foreach (var answer in trials.WatchAsync(plan.Change!.Id, stop.Token))
            {
                answers[answer.NodeId] = AsAsked(answer, plan.Change);
                if (answers.Values.All(known => known.Sequence >= 0))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
            when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Whoever has not answered by now has a problem.
        }

        return [.. answers.Values.OrderBy(answer => answer.NodeId, StringComparer.Ordinal)];
    }

    private static TriedSchemaChange AsAsked(TriedSchemaChange answer, SchemaChange change) =>
        answer.Problem is null && answer.SchemaVersion != change.Before
            ? answer with
            {
                Problem = $"it has schema version {answer.SchemaVersion}, not {change.Before}",
            }
            : answer;
}
