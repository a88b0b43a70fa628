using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Verifies the log and reads it. Begun and stopped by the worker's loop; only verifying runs beside it.
/// </summary>
internal sealed class LogReading(
    IChangeLog log,
    IRecordDecoder decoder,
    ApplierOptions options,
    TimeProvider time,
    Action wake
)
{
    private readonly LogVerifier _verifier = new(log, time);
    private readonly OpenedReader _opened = new();

    /// <summary>What is read ahead; null while nothing is read.</summary>
    public RecordPump? Pump { get; private set; }

    /// <summary>
    /// What is to be done to verify the log. Whether a reader must be opened is decided here, in the loop: when the
    /// work begins, what was read may have been stopped for another reason.
    /// </summary>
    public Func<CancellationToken, Task<ApplierInput>> Verification(ApplierEffect.VerifyLog verify)
    {
        int? ticket = Pump is null ? _opened.NewTicket() : null;
        return token => VerifyAsync(verify, ticket, token);
    }

    /// <summary>Reads on with the reader that was opened for verifying.</summary>
    public void Begin() => Pump = new RecordPump(_opened.Take()!, decoder, options, wake);

    /// <summary>Stops reading; no reader stays open.</summary>
    public async Task StopAsync()
    {
        await _opened.DiscardAsync();
        if (Pump is { } pump)
        {
            Pump = null;
            await pump.DisposeAsync();
        }
    }

    private async Task<ApplierInput> VerifyAsync(
        ApplierEffect.VerifyLog verify,
        int? openingTicket,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (openingTicket is { } ticket)
            {
                await OpenVerifiedAsync(verify, ticket, cancellationToken);
            }
            else
            {
                await _verifier.VerifyAsync(verify.Position, cancellationToken);
            }

            return new ApplierInput.LogVerified();
        }
        catch (LogMismatchException mismatch)
        {
            return new ApplierInput.LogMismatched(mismatch);
        }
        catch (NodeFaultException fault)
        {
            return new ApplierInput.NodeFaulted(fault, null);
        }
        catch (ReplicationException error)
        {
            return error.IsTransient ? new ApplierInput.LogUnreachable(error) : new ApplierInput.WorkFailed(error);
        }
    }

    // The reader is opened first, so that an interruption between verifying and reading is counted by it.
    private async Task OpenVerifiedAsync(
        ApplierEffect.VerifyLog verify,
        int ticket,
        CancellationToken cancellationToken
    )
    {
        var (position, bounds) = (verify.Position, await log.GetBoundsAsync(cancellationToken));
        LogCheck.CheckBounds(position, bounds, log.Endpoint);
        var reader = await log.OpenReaderAsync(position.RestartOffset, cancellationToken);
        try
        {
            await _verifier.VerifyAsync(position, cancellationToken);
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }

        await _opened.OfferAsync(ticket, reader);
    }
}
