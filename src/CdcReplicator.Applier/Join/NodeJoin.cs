using System.Collections.Concurrent;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Brings a node into the cluster before it is opened: looks at what its database holds, and has it filled from a donor
/// where <see cref="JoinDecision"/> says so.
/// </summary>
internal sealed class NodeJoin(
    IChangeLog log,
    JoinParts parts,
    TimeProvider time,
    Action<ApplierInput> post,
    ILogger logger
)
{
    private readonly DonorList _donors = new(log.Metadata, parts.Node.Id, time);
    private readonly ConcurrentDictionary<string, long> _failures = new(StringComparer.Ordinal);
    private volatile bool _isReplaceOrdered = parts.Replace;

    /// <summary>
    /// At the next opening, what the node holds is replaced by a donor's rows: for one that cannot go on by replaying.
    /// </summary>
    public void OrderReplace() => _isReplaceOrdered = true;

    /// <summary>Returns when the node can be opened.</summary>
    /// <exception cref="NodeFaultException">
    /// It cannot be brought in: now (transient), or until somebody mends it. What a seed has begun is not opened.
    /// </exception>
    /// <exception cref="NoDonorException">It must be filled, and nobody can be its donor now.</exception>
    /// <exception cref="LogUnavailableException">The log could not be reached.</exception>
    public async Task BringInAsync(CancellationToken cancellationToken)
    {
        var found = await LookAsync(cancellationToken);
        if (found is SeedFound.Node && !_isReplaceOrdered)
        {
            return;
        }

        var facts = new JoinFacts
        {
            Node = parts.Node,
            Found = found,
            IsReplaceOrdered = _isReplaceOrdered,
            Bounds = await log.GetBoundsAsync(cancellationToken),
            Others = await _donors.ReadAsync(_failures, cancellationToken),
        };
        switch (JoinDecision.Of(facts))
        {
            case JoinStep.Seed seed:
                await SeedAsync(seed, cancellationToken);
                break;
            case JoinStep.Wait wait:
                throw new NoDonorException(wait.Problem, wait.Remedy);
            case JoinStep.Refuse refused:
                throw NodeFaults.Mendable(refused.Problem, refused.Remedy);
        }
    }

    private async Task<SeedFound> LookAsync(CancellationToken cancellationToken)
    {
        // Looking asks the node alone, so it stands for the donor that is not chosen yet.
        await using var seeder = parts.Seeders(parts.Node, parts.Node, log.Settings.Log, parts.Node.Seed.Copy);
        return await seeder.LookAsync(cancellationToken);
    }

    private async Task SeedAsync(JoinStep.Seed step, CancellationToken cancellationToken)
    {
        var donor = DonorAddress.Of(step.Donor.NodeId, step.Donor.Kind, step.Donor.Endpoint, parts.Node.Seed);
        try
        {
            await using var seeder = parts.Seeders(donor, parts.Node, log.Settings.Log, parts.Node.Seed.Copy);
            await RequirePossibleAsync(seeder, step, cancellationToken);
            var shown = new SeedShown(step.Donor.NodeId);
            ApplierLog.SeedBegins(logger, parts.Node.Id, step.Donor.NodeId);
            await new ProofStore(log.Metadata).VoidAsync(parts.Node.Id, cancellationToken);
            var position = await seeder.SeedAsync(
                step.Mode,
                new SeedListener(progress => post(new ApplierInput.Joining(shown.Of(progress, time.GetUtcNow())))),
                cancellationToken
            );
            _isReplaceOrdered = false;
            ApplierLog.Seeded(logger, parts.Node.Id, step.Donor.NodeId, position.LastAppliedSequence);
        }
        catch (LogMismatchException foreign)
        {
            // It is the donor that is of another log, not what this node has applied.
            Note(step.Donor.NodeId);
            throw NodeFaults.Mendable(foreign.Problem, foreign.Remedy, foreign);
        }
        catch (NodeFaultException fault)
        {
            Note(step.Donor.NodeId);
            ApplierLog.SeedFailed(logger, parts.Node.Id, step.Donor.NodeId, fault.Message);
            if (fault.IsTransient || fault.MayHeal)
            {
                throw;
            }

            // Somebody may mend it, and another donor may do.
            throw NodeFaults.Mendable(fault.Problem, fault.Remedy, fault);
        }
    }

    /// <summary>Whatever is in the way is known, all of it, before anything is made.</summary>
    private async Task RequirePossibleAsync(INodeSeeder seeder, JoinStep.Seed step, CancellationToken cancellationToken)
    {
        var plan = await seeder.PlanAsync(step.Mode, cancellationToken);
        if (plan.Obstacles.Count > 0)
        {
            throw NodeFaults.Mendable(
                $"Node '{parts.Node.Id}' cannot be filled from '{step.Donor.NodeId}': "
                    + string.Join(" ", plan.Obstacles),
                "Nothing was made. Mend it, or name another donor with Seed:From (--from)."
            );
        }

        if (plan.LeftOut.Count > 0)
        {
            ApplierLog.SeedLeavesOut(logger, parts.Node.Id, step.Donor.NodeId, string.Join(", ", plan.LeftOut));
        }
    }

    // The next try takes another donor, if there is one.
    private void Note(string donor) => _failures[donor] = time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed class SeedListener(Action<SeedProgress> hear) : IProgress<SeedProgress>
    {
        public void Report(SeedProgress value) => hear(value);
    }
}
