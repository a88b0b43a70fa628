using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

internal static partial class ApplierLog
{
    [LoggerMessage(3000, LogLevel.Information, "Node {Node}: applier {Applier} starts")]
    public static partial void Starting(ILogger logger, string node, string applier);

    [LoggerMessage(3001, LogLevel.Information, "Node {Node} is {State}, applied sequence {Sequence}")]
    public static partial void StateChanged(ILogger logger, string node, NodeState state, long sequence);

    [LoggerMessage(3014, LogLevel.Information, "Node {Node} is {State}; its position is not known yet")]
    public static partial void StateChangedUnread(ILogger logger, string node, NodeState state);

    [LoggerMessage(3002, LogLevel.Warning, "Node {Node} is {State}: {Reason}")]
    public static partial void Troubled(ILogger logger, string node, NodeState state, string reason);

    [LoggerMessage(3003, LogLevel.Error, "Node {Node} is halted: {Reason}")]
    public static partial void Halted(ILogger logger, string node, string reason);

    [LoggerMessage(
        3004,
        LogLevel.Warning,
        "Status of node {Node} cannot be published, every heartbeat tries again: {Reason}"
    )]
    public static partial void StatusFailed(ILogger logger, string node, string reason);

    [LoggerMessage(3011, LogLevel.Information, "Status of node {Node} is published again")]
    public static partial void StatusPublished(ILogger logger, string node);

    [LoggerMessage(3005, LogLevel.Error, "Node {Node}: defect in the applier")]
    public static partial void Defect(ILogger logger, string node, Exception error);

    [LoggerMessage(3006, LogLevel.Warning, "Node {Node} passes over sequence {Sequence}: an operator published a skip")]
    public static partial void Skipped(ILogger logger, string node, long sequence);

    [LoggerMessage(
        3007,
        LogLevel.Information,
        "Node {Node}: digests for checkpoint {Checkpoint} at sequence {Sequence} published"
    )]
    public static partial void DigestPublished(ILogger logger, string node, string checkpoint, long sequence);

    [LoggerMessage(
        3008,
        LogLevel.Warning,
        "Node {Node}: digests for the checkpoint at sequence {Sequence} failed: {Reason}"
    )]
    public static partial void DigestFailed(ILogger logger, string node, long sequence, string reason);

    [LoggerMessage(
        3015,
        LogLevel.Warning,
        "Node {Node}: checked changes of table {Table} cannot be judged here, because '{Constraint}' is judged "
            + "by nodes "
            + "{Nodes} of another kind only; it halts at the first one"
    )]
    public static partial void Unjudged(ILogger logger, string node, string table, string constraint, string nodes);

    [LoggerMessage(
        3012,
        LogLevel.Warning,
        "Node {Node}: what tables node {Other} has cannot be read, so what only its kind can judge goes by what "
            + "was last "
            + "known: {Problem} {Remedy}"
    )]
    public static partial void TablesHidden(ILogger logger, string node, string other, string problem, string remedy);

    [LoggerMessage(
        3010,
        LogLevel.Warning,
        "Node {Node}: its verdicts cannot be compared with the others' at the moment, trying again: {Reason}"
    )]
    public static partial void ComparingFailed(ILogger logger, string node, string reason);

    [LoggerMessage(3016, LogLevel.Information, "Node {Node}: its verdicts are compared with the others' again")]
    public static partial void ComparedAgain(ILogger logger, string node);

    [LoggerMessage(
        3009,
        LogLevel.Warning,
        "Node {Node}: the log cannot be searched for a skip, trying again: {Reason}"
    )]
    public static partial void SkipSearchFailed(ILogger logger, string node, string reason);

    [LoggerMessage(3017, LogLevel.Information, "Node {Node}: the log is searched for a skip again")]
    public static partial void SkipSearchGoesOn(ILogger logger, string node);

    [LoggerMessage(
        3018,
        LogLevel.Warning,
        "Node {Node}: from sequence {Sequence} on, source {Source} sends again what came before; it is passed over and "
            + "counted. After a restart of its connector that is as it should be; if there was none, two connectors "
            + "use the name"
    )]
    public static partial void SourceRepeats(ILogger logger, string node, string source, long sequence);

    [LoggerMessage(
        3019,
        LogLevel.Warning,
        "Node {Node}: the control message at sequence {Sequence} of {Source} orders nothing: it {Why}. "
            + "More of this source are counted in status"
    )]
    public static partial void ControlIgnored(ILogger logger, string node, long sequence, string source, string why);

    [LoggerMessage(
        3060,
        LogLevel.Warning,
        "Node {Node}: at sequence {Sequence} it gives no rows to another node: {Reason}"
    )]
    public static partial void RowsFailed(ILogger logger, string node, long sequence, string reason);

    [LoggerMessage(
        3061,
        LogLevel.Information,
        "Node {Node}: repaired at sequence {Sequence}: {Written} keys written, {Deleted} deleted: {Outcome}"
    )]
    public static partial void Repaired(
        ILogger logger,
        string node,
        long sequence,
        long written,
        long deleted,
        string outcome
    );

    [LoggerMessage(3030, LogLevel.Information, "Node {Node} is filled from {Donor}")]
    public static partial void SeedBegins(ILogger logger, string node, string donor);

    [LoggerMessage(
        3031,
        LogLevel.Information,
        "Node {Node} is filled from {Donor}, up to sequence {Sequence}; it serves reads once it is proved equal"
    )]
    public static partial void Seeded(ILogger logger, string node, string donor, long sequence);

    [LoggerMessage(3032, LogLevel.Warning, "Node {Node}: its filling from {Donor} stopped, and goes on: {Reason}")]
    public static partial void SeedFailed(ILogger logger, string node, string donor, string reason);

    [LoggerMessage(3033, LogLevel.Warning, "Node {Node} will not have of {Donor}: {What}")]
    public static partial void SeedLeavesOut(ILogger logger, string node, string donor, string what);

    [LoggerMessage(3034, LogLevel.Information, "Node {Node} equals {Other} at sequence {Sequence}; it serves reads")]
    public static partial void Proved(ILogger logger, string node, string other, long sequence);

    [LoggerMessage(3035, LogLevel.Error, "Node {Node} differs from {Other} at sequence {Sequence} in {Tables}")]
    public static partial void ProofDiffers(ILogger logger, string node, string other, long sequence, string tables);

    [LoggerMessage(
        3036,
        LogLevel.Information,
        "Node {Node} serves reads uncompared: an operator says that it is right"
    )]
    public static partial void ProofAccepted(ILogger logger, string node);

    [LoggerMessage(3037, LogLevel.Information, "Node {Node}: {How}")]
    public static partial void Filling(ILogger logger, string node, string how);
}
