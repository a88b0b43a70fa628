using System.Runtime.InteropServices;

namespace CdcReplicator.ChangeLog;

/// <summary>A queue of librdkafka. It must be released before its client.</summary>
internal sealed class QueueHandle : SafeHandle
{
    public QueueHandle(nint queue)
        : base(0, ownsHandle: true) => SetHandle(queue);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Librdkafka.DestroyQueue(handle);
        return true;
    }
}
