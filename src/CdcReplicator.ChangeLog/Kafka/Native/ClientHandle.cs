using System.Runtime.InteropServices;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// A client of librdkafka, and the listener its callbacks reach until the client's last thread has ended.
/// </summary>
internal sealed class ClientHandle : SafeHandle
{
    private GCHandle _listener;

    public ClientHandle(nint client, GCHandle listener)
        : base(0, ownsHandle: true)
    {
        _listener = listener;
        SetHandle(client);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        // A reader is in no group and commits nothing, so there is nothing to take leave of.
        Librdkafka.DestroyClient(handle, Librdkafka.DestroyWithoutClose);
        _listener.Free();
        return true;
    }
}
