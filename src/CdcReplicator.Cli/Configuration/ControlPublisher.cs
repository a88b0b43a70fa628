using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>Puts an operator's orders and questions into the log.</summary>
internal sealed class ControlPublisher(ClusterConnection connection, TimeProvider time)
{
    private readonly ControlMessageEncoder _encoder = new(connection.Schemas, connection.Name);

    /// <summary>Appends one; where it stands then.</summary>
    public async Task<AppendReceipt> AppendAsync(ControlMessage message, CancellationToken cancellationToken)
    {
        var record = await _encoder.EncodeAsync(
            WellKnown.OperatorPublisher,
            message,
            time.GetUtcNow(),
            cancellationToken
        );
        return await connection.Log.AppendAsync([record], cancellationToken);
    }
}
