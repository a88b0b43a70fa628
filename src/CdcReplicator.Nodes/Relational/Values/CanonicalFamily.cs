namespace CdcReplicator.Nodes;

/// <summary>
/// Which values <see cref="CanonicalForm"/> compares with each other: kinds of one family that are equal have the same
/// bytes. The numbers are part of every digest; new ones are added at the end.
/// </summary>
internal enum CanonicalFamily : byte
{
    Null,
    Boolean,
    Integer,
    Decimal,
    Floating,
    Text,
    Json,
    Bytes,
    Date,
    Time,
    TimeTz,
    Timestamp,
    TimestampTz,
    Interval,
    Bits,
    Array,
    Map,
    Point,
}
