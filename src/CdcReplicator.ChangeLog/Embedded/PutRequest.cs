namespace CdcReplicator.ChangeLog;

/// <summary>One metadata entry.</summary>
internal sealed class PutRequest(string key, byte[]? value) : WriteRequest<long>
{
    public override long Weight => key.Length + (value?.Length ?? 0);

    protected override long Write(LogStore store) => store.Put(key, value);
}
