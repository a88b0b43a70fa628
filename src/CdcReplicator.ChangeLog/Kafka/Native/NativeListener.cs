using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Takes what librdkafka reports of one client. Errors come on the thread that consumes, log lines on any.
/// </summary>
internal sealed unsafe class NativeListener(Action<Error> onError, Action<LogMessage> onLog)
{
    /// <summary>For <c>rd_kafka_conf_set_error_cb</c>; the opaque is a <see cref="GCHandle"/> of a listener.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnError(nint client, int error, byte* reason, nint opaque) =>
        Find(opaque)?.Tell(new Error((ErrorCode)error, Marshal.PtrToStringUTF8((nint)reason)));

    /// <summary>For <c>rd_kafka_conf_set_log_cb</c>.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnLog(nint client, int level, byte* facility, byte* text) =>
        Find(Librdkafka.OpaqueOf(client))
            ?.Tell(
                new LogMessage(
                    "",
                    (SyslogLevel)level,
                    Marshal.PtrToStringUTF8((nint)facility),
                    Marshal.PtrToStringUTF8((nint)text)
                )
            );

    private static NativeListener? Find(nint opaque) =>
        opaque == 0 ? null : GCHandle.FromIntPtr(opaque).Target as NativeListener;

    private void Tell(Error error) => Shield(onError, error);

    private void Tell(LogMessage message) => Shield(onLog, message);

    /// <summary>An exception that left a callback would end the process; a logger that fails must not.</summary>
    private static void Shield<T>(Action<T> tell, T news)
    {
        try
        {
            tell(news);
        }
        catch (Exception e)
        {
            Trace.TraceError(e.ToString());
        }
    }
}
