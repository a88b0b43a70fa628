using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// Questions for rows and their answers, beside the log, all under <c>rows/ID/</c>: the question while somebody waits,
/// a node's rows before its answer, what became of a repair. They hold what tables hold, so they are removed as soon as
/// nobody waits any more.
/// </summary>
internal sealed class RowsStore(IMetadataStore store)
{
    /// <summary>What nobody fetched for so long is removed, because the caller has died.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(10);

    private const string Prefix = "rows/";
    private const string Questions = "question/";
    private const string Parts = "part/";
    private const string Answers = "answer/";
    private const string Repairs = "repair/";

    /// <summary>Asks; the order that has to be put into the log.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<RowsOrder> AskAsync(RowsQuestion question, string? repair, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        var content = JsonSerializer.SerializeToUtf8Bytes(question, RowsJson.Default.RowsQuestion);
        var hash = await EntryBytes.WriteAsync(store, Of(id) + Questions, content, cancellationToken);
        return new RowsOrder(id, hash, repair);
    }

    /// <summary>The question of an order; null if nobody waits for its answer any more.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    /// <exception cref="ReplicationException">It cannot be read.</exception>
    public async Task<RowsQuestion?> ReadQuestionAsync(RowsOrder order, CancellationToken cancellationToken)
    {
        var content = await EntryBytes.ReadAsync(store, Of(order.Id) + Questions, order.Hash, cancellationToken);
        return content is null ? null : Parse(content, RowsJson.Default.RowsQuestion);
    }

    /// <summary>Publishes a node's answer.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task PublishAsync(string id, RowsAnswer answer, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(answer, RowsJson.Default.RowsAnswer);
        var hash = await EntryBytes.WriteAsync(store, PartsOf(id, answer.NodeId), content, cancellationToken);
        var index = JsonSerializer.SerializeToUtf8Bytes(new RowsIndex(answer.NodeId, hash), RowsJson.Default.RowsIndex);
        await store.PutAsync(Of(id) + Answers + answer.NodeId, index, cancellationToken);
    }

    /// <summary>Publishes what became of a repair.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task PublishAsync(string id, RepairOutcome outcome, CancellationToken cancellationToken) =>
        store.PutAsync(
            Of(id) + Repairs + outcome.NodeId,
            JsonSerializer.SerializeToUtf8Bytes(outcome, RowsJson.Default.RepairOutcome),
            cancellationToken
        );

    /// <summary>The answers there are. One that is not whole or cannot be read has an error.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<IReadOnlyList<RowsAnswer>> ReadAnswersAsync(string id, CancellationToken cancellationToken)
    {
        var answers = new List<RowsAnswer>();
        var prefix = Of(id) + Answers;
        foreach (var entry in await store.ReadAsync(prefix, cancellationToken))
        {
            var node = entry.Key[prefix.Length..];
            try
            {
                var index = EntryJson.ReadOf(node, entry, RowsJson.Default.RowsIndex, found => found.NodeId);
                answers.Add(
                    await EntryBytes.ReadAsync(store, PartsOf(id, node), index.Hash, cancellationToken) is { } content
                    && Parse(content, RowsJson.Default.RowsAnswer) is var answer
                    && answer.NodeId == node
                        ? answer
                        : RowsAnswer.Failed(node, -1, "its answer is not whole")
                );
            }
            catch (ReplicationException unreadable) when (unreadable is not LogUnavailableException)
            {
                answers.Add(RowsAnswer.Failed(node, -1, unreadable.Problem));
            }
        }

        return answers;
    }

    /// <summary>What became of a node's repair; null while nothing has.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    /// <exception cref="ReplicationException">It cannot be read.</exception>
    public async Task<RepairOutcome?> ReadOutcomeAsync(string id, string node, CancellationToken cancellationToken)
    {
        var key = Of(id) + Repairs + node;
        var found = await store.ReadAsync(key, cancellationToken);
        return found.FirstOrDefault(entry => entry.Key == key) is { } entry
            ? EntryJson.ReadOf(node, entry, RowsJson.Default.RepairOutcome, outcome => outcome.NodeId)
            : null;
    }

    /// <summary>What happens to a question: a moment at the beginning, and one for every answer or removal.</summary>
    public async IAsyncEnumerable<bool> WatchAsync(
        string id,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        yield return true;
        await foreach (var entry in store.WatchAsync(Of(id), cancellationToken))
        {
            if (!entry.Key.StartsWith(Of(id) + Parts, StringComparison.Ordinal))
            {
                yield return true;
            }
        }
    }

    /// <summary>Nobody waits any more: removes question and answers.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        // The question first: from then on no node begins to write.
        foreach (var prefix in (string[])[Of(id) + Questions, Of(id)])
        {
            foreach (var entry in await store.ReadAsync(prefix, cancellationToken))
            {
                await store.PutAsync(entry.Key, null, cancellationToken);
            }
        }
    }

    /// <summary>Removes what is older than <see cref="KeepFor"/>.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var limit = (now - KeepFor).ToUnixTimeMilliseconds();
        foreach (var entry in await store.ReadAsync(Prefix, cancellationToken))
        {
            if (entry.PublishedAt < limit)
            {
                await store.PutAsync(entry.Key, null, cancellationToken);
            }
        }
    }

    private static string Of(string id) => $"{Prefix}{id}/";

    private static string PartsOf(string id, string node) => $"{Of(id)}{Parts}{Uri.EscapeDataString(node)}/";

    private static T Parse<T>(byte[] content, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(content, type) ?? throw Unreadable(null);
        }
        catch (JsonException error)
        {
            throw Unreadable(error);
        }
    }

    private static ReplicationException Unreadable(Exception? cause) =>
        new(
            "A question or an answer for rows beside the log cannot be read.",
            "Let all programs of the cluster be of one version.",
            cause
        );
}
