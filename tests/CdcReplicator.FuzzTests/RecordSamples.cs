using System.Text;
using CdcReplicator.UnitTests;

namespace CdcReplicator.FuzzTests;

/// <summary>Records to damage: of the format page, and of every form that a value may have.</summary>
internal static class RecordSamples
{
    private const string Source = """
        "source":{"version":"3","connector":"postgresql","name":"erp","ts_ms":1,"snapshot":"false","db":"erp","schema":"public","table":"items","txId":5,"lsn":1010,"sequence":"[\"1\",\"2\"]"}
        """;

    private static readonly byte[] OfNested = Convert.FromHexString(
        // numbers [1,2], words {"a":"b"}, a list of null, 12.34, then op and source
        "0000000005"
            + "02"
            + "04020400"
            + "020261026200"
            + "00020000"
            + "040404D2"
            + "0263"
            + "14706F737467726573716C0665727002730274"
    );

    /// <summary>Arrays, maps, structs that refer to themselves, decimals.</summary>
    public const string NestedSchema = """
        {"type":"record","name":"Envelope","fields":[
         {"name":"after","type":["null",{"type":"record","name":"Value","fields":[
           {"name":"numbers","type":{"type":"array","items":"int"}},
           {"name":"words","type":{"type":"map","values":"string"}},
           {"name":"list","type":{"type":"record","name":"List","fields":[
             {"name":"next","type":["null","List"]},{"name":"items","type":{"type":"array","items":["null","List"]}}]}},
           {"name":"decimal","type":{"type":"record","name":"V","connect.name":"io.debezium.data.VariableScaleDecimal",
             "fields":[{"name":"scale","type":"int"},{"name":"value","type":"bytes"}]}}]}]},
         {"name":"op","type":"string"},
         {"name":"source","type":{"type":"record","name":"Source","fields":[
           {"name":"connector","type":"string"},{"name":"name","type":"string"},
           {"name":"schema","type":"string"},{"name":"table","type":"string"}]}}]}
        """;

    /// <summary>A delete that needs its key.</summary>
    public static readonly byte[] Delete = Encoding.UTF8.GetBytes($$"""{"op":"d","before":null,{{Source}} }""");

    public static IReadOnlyList<byte[]> Avro { get; } =
    [
        OfNested,
        .. new[] { FormatPage.Key, FormatPage.Create, FormatPage.Delete, FormatPage.Begin, FormatPage.End }.Select(
            Convert.FromHexString
        ),
    ];

    public static IReadOnlyList<byte[]> Json { get; } =
    [
        .. new[]
        {
            $$"""{"op":"c","before":null,"after":{"id":1,"what":"x","n":12.50,"list":[1,[2,"a"],null],"o":{"a":"b"} },{{Source}},"transaction":{"id":"5:1010","total_order":1,"data_collection_order":1},"ts_ms":1}""",
            $$"""{"op":"u","before":{"id":1},"after":{"id":1,"b":"AQI=","t":true},{{Source}},"ts_ms":1}""",
            $$"""{"op":"d","before":{"id":1},"after":null,{{Source}} }""",
            $$"""{"op":"t",{{Source}} }""",
            $$"""{"op":"m",{{Source}},"message":{"prefix":"app","content":"eyJzZXF1ZW5jZSI6NDJ9"} }""",
            """{"status":"BEGIN","id":"5:1000","ts_ms":1,"event_count":null,"data_collections":null}""",
            """{"status":"END","id":"5:1020","ts_ms":1,"event_count":2,"data_collections":[{"data_collection":"public.items","event_count":2}]}""",
            $$"""
                {"schema":{"type":"struct","name":"x.Envelope","fields":[{"field":"after","type":"struct","fields":[
                 {"field":"d","type":"bytes","name":"org.apache.kafka.connect.data.Decimal","parameters":{"scale":"2"} },
                 {"field":"a","type":"array","items":{"type":"int32"} },
                 {"field":"m","type":"map","keys":{"type":"string"},"values":{"type":"string"} },
                 {"field":"v","type":"struct","name":"io.debezium.data.VariableScaleDecimal","fields":[
                   {"field":"scale","type":"int32"},{"field":"value","type":"bytes"}]},
                 {"field":"p","type":"struct","name":"io.debezium.data.geometry.Point","fields":[
                   {"field":"x","type":"double"},{"field":"y","type":"double"}]},
                 {"field":"t","type":"int64","name":"io.debezium.time.MicroTimestamp"}]}]},
                 "payload":{"op":"c","after":{"d":"BNI=","a":[1,2],"m":{"a":"b"},"v":{"scale":2,"value":"BNI="},"p":{"x":1.5,"y":2},"t":1 },{{Source}} } }
                """,
        }.Select(Encoding.UTF8.GetBytes),
        Delete,
    ];
}
