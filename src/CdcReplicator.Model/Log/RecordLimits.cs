namespace CdcReplicator.Model;

/// <summary>
/// What one record of the log may become. The same for every node and no setting, because a node that halts at a record
/// and one that applies it would differ. No ordinary record comes near; one beyond halts every node until an operator's
/// skip.
/// </summary>
internal static class RecordLimits
{
    /// <summary>Bytes of a record's key, and of its value: 128 MiB.</summary>
    public const int MaxBytes = 128 << 20;

    /// <summary>
    /// Bytes of a compressed batch of Kafka once inflated: 256 MiB. Where librdkafka cannot bound this by itself, what
    /// comes out is bounded by <see cref="MaxBytes"/>.
    /// </summary>
    public const int MaxBatchBytes = 256 << 20;

    /// <summary>
    /// Items in all arrays and maps of a record, and fields of all structs that stand in one another: 4,194,304. An
    /// item counts whether or not it takes a byte.
    /// </summary>
    public const int MaxItems = 4 << 20;

    /// <summary>
    /// Bytes of the text that the structs of a record become which have no meaning here: 32 MiB. The names of their
    /// fields stand in the schema once, and in the text for each struct.
    /// </summary>
    public const int MaxStructBytes = 32 << 20;

    /// <summary>Levels of a value, and of a schema: 64.</summary>
    public const int MaxDepth = 64;

    /// <summary>Bytes of a decimal's digits: 64 KiB, more than PostgreSQL's largest <c>numeric</c>.</summary>
    public const int MaxDecimalBytes = 64 << 10;

    /// <summary>Digits of a decimal written as text: 160,000, more than PostgreSQL's largest <c>numeric</c>.</summary>
    public const int MaxDecimalDigits = 160_000;

    /// <summary>Bytes of a transaction's id: 1,024.</summary>
    public const int MaxTransactionIdBytes = 1024;

    /// <summary>Types, branches and fields of one schema, those in one another included: 100,000.</summary>
    public const int MaxSchemaParts = 100_000;

    /// <summary>Bytes of a schema registry's answer: 16 MiB.</summary>
    public const int MaxSchemaBytes = 16 << 20;
}
