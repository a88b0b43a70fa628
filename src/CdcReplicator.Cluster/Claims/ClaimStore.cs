using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// Which databases appliers have opened as which node, beside the log, one entry for each applier, and what the applier
/// that works on the node answered. Answered claims are removed.
/// </summary>
internal sealed class ClaimStore(IMetadataStore store)
{
    private const string Claims = "claim/";
    private const string Answers = "claim-answer/";

    /// <summary>Claims; of two claims the one with the lower version is the earlier.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task<long> PublishAsync(NodeClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return store.PutAsync(
            Key(Claims, claim.NodeId, claim.ApplierId),
            ClusterJson.Write(claim, ClusterJson.Default.NodeClaim),
            cancellationToken
        );
    }

    /// <summary>Takes a claim away.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task RemoveAsync(string nodeId, string applierId, CancellationToken cancellationToken) =>
        store.PutAsync(Key(Claims, nodeId, applierId), null, cancellationToken);

    /// <summary>Removes what others claimed before; who still waits for an answer claims again.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task RemoveBeforeAsync(string nodeId, long version, CancellationToken cancellationToken)
    {
        foreach (var prefix in new[] { Claims, Answers })
        {
            var entries = await store.ReadAsync(Of(prefix, nodeId), cancellationToken).ConfigureAwait(false);
            foreach (var entry in entries.Where(entry => entry.Version < version))
            {
                await store.PutAsync(entry.Key, null, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Removes all that was claimed as a node.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task RemoveAllAsync(string nodeId, CancellationToken cancellationToken) =>
        RemoveBeforeAsync(nodeId, long.MaxValue, cancellationToken);

    /// <summary>The claims of a node, then each as it comes, with its version.</summary>
    public async IAsyncEnumerable<(NodeClaim Claim, long Version)> WatchAsync(
        string nodeId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var entry in store.WatchAsync(Of(Claims, nodeId), cancellationToken).ConfigureAwait(false))
        {
            if (entry.Value is not null)
            {
                yield return (Read(nodeId, entry), entry.Version);
            }
        }
    }

    /// <summary>Answers a claim.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task AnswerAsync(ClaimAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        await store
            .PutAsync(
                Key(Answers, answer.NodeId, answer.ApplierId),
                ClusterJson.Write(answer, ClusterJson.Default.ClaimAnswer),
                cancellationToken
            )
            .ConfigureAwait(false);
        await RemoveAsync(answer.NodeId, answer.ApplierId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The answers to an applier's claims, as they come.</summary>
    public async IAsyncEnumerable<ClaimAnswer> WatchAnswersAsync(
        string nodeId,
        string applierId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var key = Key(Answers, nodeId, applierId);
        await foreach (var entry in store.WatchAsync(key, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Value is not null && entry.Key == key)
            {
                yield return EntryJson.ReadOf(nodeId, entry, ClusterJson.Default.ClaimAnswer, answer => answer.NodeId);
            }
        }
    }

    /// <summary>Takes a claim and its answer away.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task ForgetAsync(string nodeId, string applierId, CancellationToken cancellationToken)
    {
        await RemoveAsync(nodeId, applierId, cancellationToken).ConfigureAwait(false);
        await store.PutAsync(Key(Answers, nodeId, applierId), null, cancellationToken).ConfigureAwait(false);
    }

    // The key says who claims what; what else stands there only helps people.
    private static NodeClaim Read(string nodeId, MetadataEntry entry)
    {
        var claimant = entry.Key[Of(Claims, nodeId).Length..];
        try
        {
            var said = EntryJson.Read(entry, ClusterJson.Default.NodeClaim);
            return said with { NodeId = nodeId, ApplierId = claimant };
        }
        catch (ReplicationException)
        {
            return new NodeClaim(nodeId, claimant, "an unknown place", IsQuestion: false);
        }
    }

    private static string Of(string prefix, string nodeId) => $"{prefix}{Uri.EscapeDataString(nodeId)}/";

    private static string Key(string prefix, string nodeId, string applierId) => Of(prefix, nodeId) + applierId;
}
