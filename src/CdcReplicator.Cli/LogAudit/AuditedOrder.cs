using CdcReplicator.Cluster;

namespace CdcReplicator.Cli;

/// <summary>An order as <c>log audit</c> shows it.</summary>
/// <param name="At">When its record was last written, UTC, by the log's clock.</param>
/// <param name="Order">The order.</param>
/// <param name="Target">What for.</param>
/// <param name="Outcome"><c>begun</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="User">The account, as its machine said.</param>
/// <param name="Host">That machine.</param>
/// <param name="Principal">By whose name the brokers were logged in to; null for no login.</param>
/// <param name="From">The way it came.</param>
/// <param name="Reason">Why; null if nothing was said.</param>
/// <param name="Failure">What was wrong; null if nothing was.</param>
internal sealed record AuditedOrder(
    string At,
    string Order,
    string Target,
    string Outcome,
    string User,
    string Host,
    string? Principal,
    string From,
    string? Reason,
    string? Failure
)
{
    public static AuditedOrder Of(string at, AuditRecord record) =>
        new(
            at,
            record.Order,
            record.Target,
            record.Outcome switch
            {
                OrderOutcome.Begun => "begun",
                OrderOutcome.Done => "done",
                _ => "failed",
            },
            record.Giver.User,
            record.Giver.Host,
            record.Giver.Principal,
            record.Giver.From,
            record.Reason,
            record.Failure
        );
}
