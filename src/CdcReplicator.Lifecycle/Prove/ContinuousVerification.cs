using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Compares all nodes, range by range, as long as it runs, within a budget of load. One process of a cluster asks at a
/// time (<see cref="ProofTurn"/>); all appliers answer, as they answer <c>verify</c>.
/// </summary>
internal sealed class ContinuousVerification(
    ClusterConnection connection,
    VerificationOptions options,
    ProofMeter meter,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RetryTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeaveTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(20);

    private readonly string _self = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private readonly CheckpointAsking _asking = new(connection, AnswerTime, time) { LeavesTheDead = true };
    private readonly ProofStore _store = new(connection.Log.Metadata);
    private readonly Proofs _proofs = new(connection.Log.Metadata, time, logger);
    private readonly TroubleNotice _trouble = new();

    /// <summary>Runs until cancelled. What keeps it from comparing never ends it: proofs grow old meanwhile.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var wait = await TryStepAsync(cancellationToken);
            await Task.Delay(wait > LeastPause ? wait : LeastPause, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TimeSpan> TryStepAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await StepAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception error) when (error is ReplicationException or BadInputException)
        {
            Tell(error.Message);
        }
        catch (Exception error)
        {
            // A defect here must neither stop the appliers of the process nor stay unseen.
            if (_trouble.Begin())
            {
                ProofLog.Mistaken(logger, error);
            }
        }

        return RetryTime;
    }

    /// <summary>Asks for one range if it is this process's turn; how long to wait then.</summary>
    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        if (await _store.ReadRoundAsync(cancellationToken) is not { } stands)
        {
            await _store.PublishAsync(ProofCourse.First(_self), cancellationToken);
            return TimeSpan.Zero;
        }

        var wait = ProofTurn.WaitOf(stands.Round, stands.PublishedAt, _self, options.Interval, time.GetUtcNow());
        if (wait > TimeSpan.Zero)
        {
            return wait;
        }

        var (plan, nodes) = await PlanAsync(cancellationToken);
        if (ProofCourse.Place(stands.Round, plan.Tables) is not { } place)
        {
            await _store.PublishAsync(ProofCourse.Ended(stands.Round, _self), cancellationToken);
            return TimeSpan.Zero;
        }

        var claim = ProofCourse.Claimed(stands.Round, place, _self, AnswerTime);
        await _store.PublishAsync(claim, cancellationToken);
        if (await _store.ReadRoundAsync(cancellationToken) is not { } claimed || claimed.Round.Asker != _self)
        {
            return TimeSpan.Zero;
        }

        // The store's clock says when the table's proof begins, and when the round does.
        var asked = claim with
        {
            Began = claim.Began ?? claimed.PublishedAt,
            TableSince = claim.TableSince ?? claimed.PublishedAt,
        };
        try
        {
            await CompareAsync(asked, place.Table, plan, nodes, cancellationToken);
            if (_trouble.End())
            {
                ProofLog.GoesOn(logger);
            }

            return TimeSpan.Zero;
        }
        catch (Exception error) when (error is ReplicationException or BadInputException)
        {
            // It may be that this process must not ask, and others may: it leaves the place to them for a while.
            Tell(error.Message);
            await _store.PublishAsync(stands.Round with { Asker = "", WaitMilliseconds = 0 }, cancellationToken);
            return LeaveTime;
        }
    }

    private void Tell(string problem)
    {
        if (_trouble.Begin())
        {
            ProofLog.Waits(logger, problem);
        }
    }

    private async Task CompareAsync(
        ProofRound asked,
        TablePlan table,
        VerifyPlan plan,
        IReadOnlyList<NodeTables> nodes,
        CancellationToken cancellationToken
    )
    {
        var request = RangeRequest.Of(table, asked.After, asked.RowsPerRange, nodes);
        var answers = await _asking.AskAsync([request], table.Nodes, cancellationToken);
        var found = RangeFinding.Of(table, answers);
        meter.Count(found);
        if (found is null)
        {
            // Nothing was compared, so nobody is proved; the round goes on with the next table.
            found = new RangeFinding([], [], -1, null, 0, 0);
        }

        await _proofs.MarkAsync(table, found, cancellationToken);
        if (found.Through is null)
        {
            var equal = asked.After is null ? found.Equal : [.. asked.Equal.Intersect(found.Equal)];
            await _proofs.WriteAsync(asked, equal, found.Sequence, asked.Rows + found.Rows, plan, cancellationToken);
        }

        await _store.PublishAsync(ProofCourse.After(asked, found, plan.Tables, options.MaxLoad), cancellationToken);
    }

    private async Task<(VerifyPlan Plan, IReadOnlyList<NodeTables> Nodes)> PlanAsync(
        CancellationToken cancellationToken
    )
    {
        var members = await new MemberStore(connection.Log.Metadata, time).ReadAsync(cancellationToken);
        var tables = await new TableStore(connection.Log.Metadata).ReadNodesAsync(cancellationToken);
        NodeTables[] nodes = [.. tables.Where(node => NodesAsked.CanAnswer(members, node.NodeId))];
        return nodes.Length < 2 ? (new VerifyPlan([], [], []), nodes) : (VerifyPlan.Of(nodes), nodes);
    }
}
