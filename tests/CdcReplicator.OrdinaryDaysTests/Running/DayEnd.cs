using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Looks at the nodes once things are put right, until they keep the rules or patience ends.</summary>
internal sealed class DayEnd(Day day, TimeSpan patience, bool compares)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan CompareTimeout = TimeSpan.FromSeconds(10);

    /// <summary>What is still wrong in the end.</summary>
    public async Task<IReadOnlyList<Violation>> SettleAsync()
    {
        await using var log = await day.Log.OpenToLookAsync();
        var checker = new DayChecker(day.History.ToList());
        var until = DateTime.UtcNow + patience;
        var compareAt = DateTime.UtcNow + (patience / 4);
        while (true)
        {
            IReadOnlyList<Violation> found = [.. checker.CheckEnds(await LookAsync(log)), .. CheckRelay()];
            if (found.Count == 0 || DateTime.UtcNow > until)
            {
                return found;
            }

            if (compares && DateTime.UtcNow > compareAt)
            {
                await CompareAsync();
                compareAt = DateTime.UtcNow + (patience / 4);
            }

            await Task.Delay(Pause);
        }
    }

    private IEnumerable<Violation> CheckRelay() =>
        day.Relay is { Clients: > 0 and var left }
            ? [new Violation(DayRule.ClientsAreReleased, $"the relay holds {left} clients, and all have gone")]
            : [];

    private async Task<IReadOnlyList<NodeEnd>> LookAsync(IChangeLog log)
    {
        var members = await new MemberStore(log.Metadata, TimeProvider.System).ReadAsync(CancellationToken.None);
        var ends = new List<NodeEnd>();
        foreach (var node in day.Nodes)
        {
            var status = members.Single(member => member.Status.NodeId == node.Id).Status;
            var rows =
                status.State == NodeState.Active ? await node.Database.ReadRowsAsync() : new Dictionary<long, int>();
            ends.Add(new NodeEnd(node.Id, status.State, status.Reason, rows));
        }

        return ends;
    }

    /// <summary>What a person does who does not trust what the nodes say.</summary>
    private async Task CompareAsync()
    {
        var options = new ReplicatorOptions { Log = day.Log.Address };
        await using var connection = await ClusterOpening.OpenAsync(
            options,
            createIfMissing: false,
            TimeProvider.System,
            CancellationToken.None
        );
        var asking = new CheckpointAsking(connection, CompareTimeout, TimeProvider.System);
        var report = await new Verifier(connection, asking, TimeProvider.System).CompareAsync(
            trusted: null,
            CancellationToken.None
        );
        await new DivergenceMarks(Orders.Of(connection), TimeProvider.System).WriteAsync(
            report,
            CancellationToken.None
        );
    }
}
