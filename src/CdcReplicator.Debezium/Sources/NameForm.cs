namespace CdcReplicator.Debezium;

/// <summary>What a source makes of column names (<c>field.name.adjustment.mode</c>).</summary>
internal enum NameForm : byte
{
    /// <summary>Nobody has said: a node finds the only column that fits.</summary>
    Untold,

    /// <summary>They stay as they are.</summary>
    AsTheyAre,

    /// <summary>What Avro does not take becomes an underscore: a node finds the only column that fits.</summary>
    Avro,

    /// <summary>What Avro does not take, and the underscore, becomes <c>_uXXXX</c>; that can be undone.</summary>
    AvroUnicode,
}
