using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Options of one applier.</summary>
internal sealed class ApplierOptions
{
    /// <summary>Default of <see cref="ReadRecords"/>.</summary>
    public const int DefaultReadRecords = 1000;

    /// <summary>Default of <see cref="PrefetchedReads"/>.</summary>
    public const int DefaultPrefetchedReads = 2;

    /// <summary>Default of <see cref="MaxDigestsInFlight"/>.</summary>
    public const int DefaultMaxDigestsInFlight = 2;

    /// <summary>What the core decides by.</summary>
    public ApplierSettings Settings { get; set; } = new();

    /// <summary>
    /// Where rows of large transactions go. Default: <c>spool</c> in <see cref="StateFolder.Default"/>, for the account
    /// alone.
    /// </summary>
    public string SpoolFolder { get; set; } = Path.Combine(StateFolder.Default, "spool");

    /// <summary>
    /// PEM file with the public keys of the operators, up to 8. Then orders count only if they are signed with one of
    /// them. The same for all appliers of a cluster. Null: orders count by the operator's name.
    /// </summary>
    public string? OrderKeysFile { get; set; }

    /// <summary>Records asked for in one read. Default 1000.</summary>
    public int ReadRecords { get; set; } = DefaultReadRecords;

    /// <summary>Reads held ready, decoded, beside what waits in the core. Default 2.</summary>
    public int PrefetchedReads { get; set; } = DefaultPrefetchedReads;

    /// <summary>
    /// Node snapshots for digests open at a time; further checkpoints are answered with an error. Default 2.
    /// </summary>
    public int MaxDigestsInFlight { get; set; } = DefaultMaxDigestsInFlight;

    /// <summary>Everything that is wrong with the options; empty if nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        Check(errors, nameof(Settings.MaxBytesInMemory), Settings.MaxBytesInMemory, 1 << 20);
        Check(errors, nameof(Settings.MaxBytesAhead), Settings.MaxBytesAhead, 1);
        Check(errors, nameof(Settings.MaxTransactionsPerCommit), Settings.MaxTransactionsPerCommit, 1);
        Check(errors, nameof(Settings.MaxRowsPerCommit), Settings.MaxRowsPerCommit, 1);
        Check(errors, nameof(Settings.MaxBytesPerCommit), Settings.MaxBytesPerCommit, 1);
        Check(errors, nameof(Settings.TargetCommitTime), Settings.TargetCommitTime, 1);
        Check(errors, nameof(Settings.MaxWaitingTransactions), Settings.MaxWaitingTransactions, 1);
        Check(errors, nameof(Settings.HeartbeatInterval), Settings.HeartbeatInterval, 50);
        Check(errors, nameof(Settings.LookInterval), Settings.LookInterval, 100);
        Check(errors, nameof(Settings.DeadAfter), Settings.DeadAfter, 2 * Settings.HeartbeatInterval);
        Check(errors, nameof(Settings.LagBound), Settings.LagBound, 1);
        Check(errors, nameof(Settings.ProofTimeout), Settings.ProofTimeout, 1000);
        Check(errors, nameof(Settings.FirstProofPause), Settings.FirstProofPause, 1);
        Check(errors, nameof(Settings.MaxProofPause), Settings.MaxProofPause, Settings.FirstProofPause);
        Check(errors, nameof(ReadRecords), ReadRecords, 1);
        Check(errors, nameof(PrefetchedReads), PrefetchedReads, 1);
        Check(errors, nameof(MaxDigestsInFlight), MaxDigestsInFlight, 1);
        if (string.IsNullOrWhiteSpace(SpoolFolder))
        {
            errors.Add("SpoolFolder is empty; name a folder with space for the largest transaction.");
        }

        CheckOrderKeys(errors);
        return errors;
    }

    private void CheckOrderKeys(List<string> errors)
    {
        try
        {
            _ = OrderKeysFile is { } file ? OrderKeys.Read(file) : null;
        }
        catch (ReplicationException error)
        {
            errors.Add(error.Message);
        }
    }

    private static void Check(List<string> errors, string name, long value, long least)
    {
        if (value < least)
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be at least {least}."));
        }
    }
}
