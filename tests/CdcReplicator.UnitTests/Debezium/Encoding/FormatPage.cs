namespace CdcReplicator.UnitTests;

/// <summary>Schemas and bytes of the format page (sections 8.1 and 8.2).</summary>
internal static class FormatPage
{
    public const string KeySchema =
        """{"type":"record","name":"Key","namespace":"PostgreSQL_server.public.customers","fields":[{"name":"id","type":{"type":"int","connect.default":0},"default":0}],"connect.name":"PostgreSQL_server.public.customers.Key"}""";

    public const string EnvelopeSchema =
        """{"type":"record","name":"Envelope","namespace":"PostgreSQL_server.public.customers","fields":[{"name":"before","type":["null",{"type":"record","name":"Value","fields":[{"name":"id","type":{"type":"int","connect.default":0},"default":0},{"name":"first_name","type":"string"},{"name":"last_name","type":"string"},{"name":"email","type":"string"}],"connect.name":"PostgreSQL_server.public.customers.Value"}],"default":null},{"name":"after","type":["null","Value"],"default":null},{"name":"source","type":{"type":"record","name":"Source","namespace":"io.debezium.connector.postgresql","fields":[{"name":"version","type":"string"},{"name":"connector","type":"string"},{"name":"name","type":"string"},{"name":"ts_ms","type":"long"},{"name":"snapshot","type":[{"type":"string","connect.version":1,"connect.parameters":{"allowed":"true,first,first_in_data_collection,last_in_data_collection,last,false,incremental"},"connect.default":"false","connect.name":"io.debezium.data.Enum"},"null"],"default":"false"},{"name":"db","type":"string"},{"name":"sequence","type":["null","string"],"default":null},{"name":"ts_us","type":["null","long"],"default":null},{"name":"ts_ns","type":["null","long"],"default":null},{"name":"schema","type":"string"},{"name":"table","type":"string"},{"name":"txId","type":["null","long"],"default":null},{"name":"lsn","type":["null","long"],"default":null},{"name":"xmin","type":["null","long"],"default":null},{"name":"origin","type":["null","string"],"default":null},{"name":"origin_lsn","type":["null","long"],"default":null}],"connect.version":1,"connect.name":"io.debezium.connector.postgresql.Source"}},{"name":"transaction","type":["null",{"type":"record","name":"block","namespace":"event","fields":[{"name":"id","type":"string"},{"name":"total_order","type":"long"},{"name":"data_collection_order","type":"long"}],"connect.version":1,"connect.name":"event.block"}],"default":null},{"name":"op","type":"string"},{"name":"ts_ms","type":["null","long"],"default":null},{"name":"ts_us","type":["null","long"],"default":null},{"name":"ts_ns","type":["null","long"],"default":null}],"connect.version":2,"connect.name":"PostgreSQL_server.public.customers.Envelope"}""";

    public const string TransactionKeySchema =
        """{"type":"record","name":"TransactionMetadataKey","namespace":"io.debezium.connector.common","fields":[{"name":"id","type":"string"}],"connect.version":1,"connect.name":"io.debezium.connector.common.TransactionMetadataKey"}""";

    public const string TransactionValueSchema =
        """{"type":"record","name":"TransactionMetadataValue","namespace":"io.debezium.connector.common","fields":[{"name":"status","type":"string"},{"name":"id","type":"string"},{"name":"event_count","type":["null","long"],"default":null},{"name":"data_collections","type":["null",{"type":"array","items":["null",{"type":"record","name":"collection","namespace":"event","fields":[{"name":"data_collection","type":"string"},{"name":"event_count","type":"long"}],"connect.version":1,"connect.name":"event.collection"}]}],"default":null},{"name":"ts_ms","type":"long"}],"connect.version":1,"connect.name":"io.debezium.connector.common.TransactionMetadataValue"}""";

    public const string Key = "000000000102";

    public const string Create =
        "000000000200020208416e6e65124b72657463686d617224616e6e656b406e6f616e737765722e6f726716332e362e31"
        + "2e46696e616c14706f737467726573716c22506f737467726553514c5f736572766572befbcbdadf5a000a66616c7365"
        + "10706f737467726573022e5b223234303233313139222c223234303233313238225d02a6debce1dbfbc40502f0d8c0c2"
        + "f1c4e6a22b0c7075626c696312637573746f6d65727302d60802b0c1f41600000002183535353a323430323331323802"
        + "02026302befbcbdadf5a02c2e9bce1dbfbc40502d2af98c3f1c4e6a22b";

    public const string Delete =
        "000000000202020000000016332e362e312e46696e616c14706f737467726573716c22506f737467726553514c5f7365"
        + "72766572befbcbdadf5a000a66616c736510706f737467726573022e5b223234303233313139222c2232343032333132"
        + "38225d02a6debce1dbfbc40502f0d8c0c2f1c4e6a22b0c7075626c696312637573746f6d65727302d60802b0c1f41600"
        + "000000026402befbcbdadf5a02c2e9bce1dbfbc40502d2af98c3f1c4e6a22b";

    public const string Begin = "00000000040a424547494e183537313a35333139353832390000cafdb5a5c356";

    public const string End =
        "000000000406454e44183537313a353331393538333202040204020873312e6102020873322e610200b686b6a5c356";

    public const string TransactionKey = "0000000003183537313a3533313935383239";
}
