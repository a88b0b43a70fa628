using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>One event of an SDK transaction: a change, or half of a key change.</summary>
internal sealed record SdkEvent
{
    /// <summary>Forms of its table.</summary>
    public required TableForms Forms { get; init; }

    /// <summary>Its table.</summary>
    public required TableName Table { get; init; }

    /// <summary>Debezium's letter.</summary>
    public required string Operation { get; init; }

    /// <summary>Key of the record, in key order; null if the table has no key.</summary>
    public RowImage? Key { get; init; }

    /// <summary>Old values.</summary>
    public RowImage? Before { get; init; }

    /// <summary>New values.</summary>
    public RowImage? After { get; init; }

    /// <summary>Name of the header with the other key, in a key change.</summary>
    public string? OtherKeyHeader { get; init; }

    /// <summary>The other key, in a key change.</summary>
    public RowImage? OtherKey { get; init; }
}
