using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Answers checkpoints: opens a snapshot at the checkpoint's sequence, then digests it while applying goes on.
/// </summary>
internal sealed class DigestTaker(INode node, DigestStore store, int maxInFlight, TimeProvider time, ILogger logger)
{
    private int _inFlight;

    /// <summary>Opens the snapshot. Applying must rest until this returns.</summary>
    /// <returns>The digesting that is left to do.</returns>
    public async Task<Func<CancellationToken, Task>> BeginAsync(
        ControlMessage checkpoint,
        long sequence,
        IReadOnlyList<TableDefinition> tables,
        IgnoreList ignored,
        CancellationToken cancellationToken
    )
    {
        if (CheckpointRequest.TryParse(checkpoint.Content) is not { Tables: not null } request)
        {
            ApplierLog.DigestFailed(logger, node.Id, sequence, "the message is no checkpoint request of this version");
            return _ => Task.CompletedTask;
        }

        if (Interlocked.Increment(ref _inFlight) > maxInFlight)
        {
            Interlocked.Decrement(ref _inFlight);
            return token => FailAsync(request, sequence, "too many digests are being taken; ask again later", token);
        }

        try
        {
            var snapshot = await node.OpenSnapshotAsync(cancellationToken);
            return token => DigestAsync(request, sequence, snapshot, tables, ignored, token);
        }
        catch (ReplicationException error)
        {
            Interlocked.Decrement(ref _inFlight);
            return token => FailAsync(request, sequence, error.Message, token);
        }
    }

    private async Task DigestAsync(
        CheckpointRequest request,
        long sequence,
        INodeSnapshot snapshot,
        IReadOnlyList<TableDefinition> tables,
        IgnoreList ignored,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using (snapshot)
            {
                if (!await store.IsAskedAsync(request.Id, cancellationToken))
                {
                    return;
                }

                if (snapshot.Position.LastAppliedSequence != sequence)
                {
                    throw new ReplicationException(
                        $"The snapshot is of sequence {snapshot.Position.LastAppliedSequence}, not {sequence}.",
                        "Another applier works on this node; run one."
                    );
                }

                var definitions = tables
                    .Append(RejectionTable.Definition)
                    .ToDictionary(table => table.Name.ToString(), StringComparer.Ordinal);
                var schemas = request.Tables!.Any(wanted => wanted.WithSchema)
                    ? await snapshot.ReadSchemasAsync(ignored, cancellationToken)
                    : [];
                List<TableDigest> digests = [];
                foreach (var wanted in request.Tables!)
                {
                    if (definitions.TryGetValue(wanted.Table, out var table))
                    {
                        var digest = await DigestAsync(wanted, snapshot, table, cancellationToken);
                        digests.Add(
                            digest with
                            {
                                Schema = schemas.FirstOrDefault(schema => schema.Definition.Name == table.Name),
                            }
                        );
                    }
                }

                await store.PublishAsync(
                    new NodeDigest(request.Id, node.Id, sequence, null, digests),
                    cancellationToken
                );
                ApplierLog.DigestPublished(logger, node.Id, request.Id, sequence);
            }
        }
        catch (ReplicationException error)
        {
            await FailAsync(request, sequence, error.Message, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private async Task<TableDigest> DigestAsync(
        TableRequest request,
        INodeSnapshot snapshot,
        TableDefinition table,
        CancellationToken cancellationToken
    )
    {
        var compared = table.Narrowed(request.Columns);
        var columns = compared.Columns.Where(column => !column.Generated).Select(column => column.Name);
        var digest = new TableDigest(
            request.Table,
            [.. columns.Order(StringComparer.Ordinal)],
            [],
            TableDigest.CurrentForm
        );
        if (request.Range is { } range)
        {
            return digest with { Range = await DigestAsync(range, snapshot, compared, cancellationToken) };
        }

        var digester = new TableDigester(request.Parts);
        if (table.Name == RejectionTable.Name)
        {
            // The state's table has another name on each kind of database, which reading rows knows.
            await foreach (var row in snapshot.ReadRowsAsync(compared, cancellationToken))
            {
                digester.Add(row.Row.Key, row.Row.Digest);
            }
        }
        else
        {
            await snapshot.DigestAsync(compared, RowRange.All, digester, cancellationToken);
        }

        return digest with
        {
            Parts = digester.ToDigests(),
        };
    }

    private async Task<RangeDigest> DigestAsync(
        KeyRange range,
        INodeSnapshot snapshot,
        TableDefinition table,
        CancellationToken cancellationToken
    )
    {
        var digester = new RangeDigester();
        var began = time.GetTimestamp();
        var rows = new RowRange(range.After, range.MaxRows);
        var through = await snapshot.DigestAsync(table, rows, digester, cancellationToken);
        return new RangeDigest(through, digester.ToDigest(), (long)time.GetElapsedTime(began).TotalMilliseconds);
    }

    private async Task FailAsync(
        CheckpointRequest request,
        long sequence,
        string reason,
        CancellationToken cancellationToken
    )
    {
        ApplierLog.DigestFailed(logger, node.Id, sequence, reason);
        try
        {
            await store.PublishAsync(new NodeDigest(request.Id, node.Id, sequence, reason, []), cancellationToken);
        }
        catch (LogUnavailableException error)
        {
            // No answer is not equal either. The caller sees that this node did not answer.
            ApplierLog.DigestFailed(logger, node.Id, sequence, error.Message);
        }
    }
}
