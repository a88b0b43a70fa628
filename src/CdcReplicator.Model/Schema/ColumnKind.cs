namespace CdcReplicator.Model;

/// <summary>The logical type of a column, common to every kind of node.</summary>
internal enum ColumnKind : byte
{
    /// <summary>A type that cannot be carried; refused by name at set-up.</summary>
    Unsupported,

    /// <summary>boolean, bit(1).</summary>
    Boolean,

    /// <summary>16-bit integer.</summary>
    Int16,

    /// <summary>32-bit integer.</summary>
    Int32,

    /// <summary>64-bit integer.</summary>
    Int64,

    /// <summary>IEEE single.</summary>
    Float32,

    /// <summary>IEEE double.</summary>
    Float64,

    /// <summary>Exact decimal, with or without precision and scale.</summary>
    Decimal,

    /// <summary>Text of any or limited length (text, varchar(n)).</summary>
    Text,

    /// <summary>Blank-padded text (char(n)).</summary>
    Char,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>UUID.</summary>
    Uuid,

    /// <summary>JSON, compared and stored as text or as the node stores it.</summary>
    Json,

    /// <summary>XML.</summary>
    Xml,

    /// <summary>Enumeration.</summary>
    Enum,

    /// <summary>Calendar date.</summary>
    Date,

    /// <summary>Time of day.</summary>
    Time,

    /// <summary>Time of day with zone; carried in UTC.</summary>
    TimeTz,

    /// <summary>Wall-clock timestamp.</summary>
    Timestamp,

    /// <summary>Instant.</summary>
    TimestampTz,

    /// <summary>Interval of months, days and microseconds.</summary>
    Interval,

    /// <summary>bit(n), varbit.</summary>
    Bits,

    /// <summary>One-dimensional array.</summary>
    Array,

    /// <summary>hstore.</summary>
    Hstore,

    /// <summary>point.</summary>
    Point,

    /// <summary>
    /// A type carried as the text PostgreSQL prints and reads: inet, cidr, macaddr, ranges, citext, ltree, tsvector,
    /// money ...
    /// </summary>
    TextForm,
}
