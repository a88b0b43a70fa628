using System.Runtime.InteropServices;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// The functions of librdkafka a reader needs. See its <c>rdkafka.h</c>. The library is the one that
/// <see cref="LibrdkafkaLoader"/> loaded.
/// </summary>
internal static unsafe partial class Librdkafka
{
    public const int ConsumerType = 1;
    public const int ConfigurationOk = 0;
    public const int DestroyWithoutClose = 8;

    private const string Name = LibrdkafkaLoader.OwnName;

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_new")]
    public static partial nint NewConfiguration();

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_destroy")]
    public static partial void DestroyConfiguration(nint configuration);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Set(nint configuration, string name, string value, byte* error, nuint errorSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set_opaque")]
    public static partial void SetOpaque(nint configuration, nint opaque);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set_error_cb")]
    public static partial void SetErrorCallback(
        nint configuration,
        delegate* unmanaged[Cdecl]<nint, int, byte*, nint, void> callback
    );

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set_log_cb")]
    public static partial void SetLogCallback(
        nint configuration,
        delegate* unmanaged[Cdecl]<nint, int, byte*, byte*, void> callback
    );

    [LibraryImport(Name, EntryPoint = "rd_kafka_opaque")]
    public static partial nint OpaqueOf(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_new")]
    public static partial nint NewClient(int type, nint configuration, byte* error, nuint errorSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_destroy_flags")]
    public static partial void DestroyClient(nint client, int flags);

    [LibraryImport(Name, EntryPoint = "rd_kafka_poll_set_consumer")]
    public static partial int ServeOnConsumerQueue(ClientHandle client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_get_consumer")]
    public static partial nint ConsumerQueueOf(ClientHandle client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_destroy")]
    public static partial void DestroyQueue(nint queue);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_yield")]
    public static partial void Yield(QueueHandle queue);

    [LibraryImport(Name, EntryPoint = "rd_kafka_consume_batch_queue")]
    public static partial nint Consume(
        QueueHandle queue,
        int timeoutMilliseconds,
        NativeMessage** messages,
        nuint size
    );

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_destroy")]
    public static partial void DestroyMessage(NativeMessage* message);

    /// <summary>Reads a field; too short to tell the garbage collector of it.</summary>
    [SuppressGCTransition]
    [LibraryImport(Name, EntryPoint = "rd_kafka_message_timestamp")]
    public static partial long TimestampOf(NativeMessage* message, int* type);

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_headers")]
    public static partial int HeadersOf(NativeMessage* message, nint* headers);

    [LibraryImport(Name, EntryPoint = "rd_kafka_header_get_all")]
    public static partial int GetHeader(nint headers, nuint index, byte** name, byte** value, nuint* size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_new")]
    public static partial nint NewPartitions(int size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_add", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint AddPartition(nint partitions, string topic, int partition);

    [LibraryImport(
        Name,
        EntryPoint = "rd_kafka_topic_partition_list_set_offset",
        StringMarshalling = StringMarshalling.Utf8
    )]
    public static partial int SetOffset(nint partitions, string topic, int partition, long offset);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_destroy")]
    public static partial void DestroyPartitions(nint partitions);

    [LibraryImport(Name, EntryPoint = "rd_kafka_assign")]
    public static partial int Assign(ClientHandle client, nint partitions);

    [LibraryImport(Name, EntryPoint = "rd_kafka_query_watermark_offsets", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int QueryWatermarks(
        ClientHandle client,
        string topic,
        int partition,
        out long low,
        out long high,
        int timeoutMilliseconds
    );

    [LibraryImport(Name, EntryPoint = "rd_kafka_err2str")]
    public static partial byte* TextOf(int error);
}
