using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>What an envelope says.</summary>
internal readonly record struct EnvelopeToWrite
{
    /// <summary>The table, for messages.</summary>
    public required TableName Table { get; init; }

    /// <summary>Debezium's letter.</summary>
    public required string Operation { get; init; }

    /// <summary>Old values, or null.</summary>
    public RowImage? Before { get; init; }

    /// <summary>For each field of <c>before</c>, the place of its value in <see cref="Before"/>.</summary>
    public required int[] BeforePlaces { get; init; }

    /// <summary>New values, or null.</summary>
    public RowImage? After { get; init; }

    /// <summary>For each field of <c>after</c>, the place of its value in <see cref="After"/>.</summary>
    public required int[] AfterPlaces { get; init; }

    /// <summary>The source block.</summary>
    public required SourceBlock Source { get; init; }

    /// <summary>The transaction block, or null.</summary>
    public BlockToWrite? Block { get; init; }

    /// <summary>When the event was processed, nanoseconds since the Unix epoch.</summary>
    public required long TimestampNanos { get; init; }
}
