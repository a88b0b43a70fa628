namespace CdcReplicator.Debezium;

/// <summary>
/// Schema texts that do not depend on a table, byte for byte as Confluent's converter writes Debezium 3.6's.
/// </summary>
internal static class ConnectSchemas
{
    /// <summary>Full name of a logical message's key record.</summary>
    public const string MessageKeyName = "io.debezium.connector.postgresql.MessageKey";

    /// <summary>Full name of a logical message's value record.</summary>
    public const string MessageValueName = "io.debezium.connector.postgresql.MessageValue";

    private const string SourceNamespace = "\"namespace\":\"io.debezium.connector.postgresql\",";

    private const string SourceFields =
        "\"fields\":"
        + """[{"name":"version","type":"string"},{"name":"connector","type":"string"},{"name":"name","type":"string"},{"name":"ts_ms","type":"long"},{"name":"snapshot","type":[{"type":"string","connect.version":1,"connect.parameters":{"allowed":"true,first,first_in_data_collection,last_in_data_collection,last,false,incremental"},"connect.default":"false","connect.name":"io.debezium.data.Enum"},"null"],"default":"false"},{"name":"db","type":"string"},{"name":"sequence","type":["null","string"],"default":null},{"name":"ts_us","type":["null","long"],"default":null},{"name":"ts_ns","type":["null","long"],"default":null},{"name":"schema","type":"string"},{"name":"table","type":"string"},{"name":"txId","type":["null","long"],"default":null},{"name":"lsn","type":["null","long"],"default":null},{"name":"xmin","type":["null","long"],"default":null},{"name":"origin","type":["null","string"],"default":null},{"name":"origin_lsn","type":["null","long"],"default":null}],"connect.version":1,"connect.name":"io.debezium.connector.postgresql.Source"}""";

    /// <summary>The <c>source</c> block.</summary>
    public const string Source = "{\"type\":\"record\",\"name\":\"Source\"," + SourceNamespace + SourceFields;

    private const string BlockHead =
        """{"type":"record","name":"block","namespace":"event","fields":[{"name":"id","type":"string"},{"name":"total_order","type":"long"},{"name":"data_collection_order","type":"long"}""";

    private const string BlockTail = """],"connect.version":1,"connect.name":"event.block"}""";

    /// <summary>Debezium's <c>transaction</c> block.</summary>
    public const string Block = BlockHead + BlockTail;

    /// <summary>
    /// Ours: the same with an optional <c>event_count</c>, so that the last row completes the transaction.
    /// </summary>
    public const string CountingBlock =
        BlockHead + """,{"name":"event_count","type":["null","long"],"default":null}""" + BlockTail;

    /// <summary>Key of a logical message.</summary>
    public const string MessageKey =
        """{"type":"record","name":"MessageKey","namespace":"io.debezium.connector.postgresql","fields":[{"name":"prefix","type":["null","string"],"default":null}],"connect.version":1,"connect.name":"io.debezium.connector.postgresql.MessageKey"}""";

    /// <summary>A logical message.</summary>
    public const string MessageValue =
        """{"type":"record","name":"MessageValue","namespace":"io.debezium.connector.postgresql","fields":[{"name":"op","type":"string"},{"name":"ts_ms","type":["null","long"],"default":null},{"name":"source","type":{"type":"record","name":"Source","""
        + SourceFields
        + """},{"name":"transaction","type":["null","""
        + Block
        + """],"default":null},{"name":"message","type":{"type":"record","name":"Message","fields":[{"name":"prefix","type":["null","string"],"default":null},{"name":"content","type":["null","bytes"],"default":null}],"connect.version":1,"connect.name":"io.debezium.connector.postgresql.Message"}}],"connect.version":1,"connect.name":"io.debezium.connector.postgresql.MessageValue"}""";
}
