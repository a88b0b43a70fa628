namespace CdcReplicator.Bench;

/// <summary>What an applier process says of itself when its node has reached the end it was given.</summary>
internal sealed record DrainReport
{
    /// <summary>Seconds from node and reader being open to the commit that reached the end.</summary>
    public required double Seconds { get; init; }

    /// <summary>Seconds from the start of the process to that commit.</summary>
    public required double SecondsWithStart { get; init; }

    /// <summary>Processor time of the applier process over <see cref="Seconds"/>.</summary>
    public required double ApplierCpuSeconds { get; init; }

    /// <summary>
    /// Processor time of the database server over <see cref="Seconds"/>; 0 if it is a library in the applier.
    /// </summary>
    public required double DatabaseCpuSeconds { get; init; }

    /// <summary>Managed bytes the applier allocated over <see cref="Seconds"/>.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>The most memory the process held, MB.</summary>
    public required double? PeakRssMb { get; init; }
}
