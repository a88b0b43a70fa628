namespace CdcReplicator.Model;

/// <summary>There is no log at the address, and whoever asked does not create one.</summary>
public sealed class LogMissingException(string endpoint)
    : ReplicationException(
        $"There is no log at '{endpoint}'.",
        "Check the address; the first applier or publisher creates the log."
    );
