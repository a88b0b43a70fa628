namespace CdcReplicator.Bench;

/// <summary>One measured run.</summary>
internal sealed record RunSample
{
    /// <summary>Seconds from ready to apply to everything applied.</summary>
    public required double Seconds { get; init; }

    /// <summary>The same with the start of the applier.</summary>
    public required double SecondsWithStart { get; init; }

    /// <summary>Processor seconds of the applier; null if the database applies.</summary>
    public double? ApplierCpuSeconds { get; init; }

    /// <summary>Processor seconds of the target database's server; 0 if it is a library in the applier.</summary>
    public required double DatabaseCpuSeconds { get; init; }

    /// <summary>Processor seconds of the publishing server; null if there is none.</summary>
    public double? PublisherCpuSeconds { get; init; }

    /// <summary>The most memory the applier held, MB.</summary>
    public double? PeakRssMb { get; init; }

    /// <summary>Managed bytes the applier allocated.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>Tables that are not as the workload must leave them; empty in a run that counts.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>Processor seconds of applier and target database together.</summary>
    public double CpuSeconds => (ApplierCpuSeconds ?? 0) + DatabaseCpuSeconds;
}
