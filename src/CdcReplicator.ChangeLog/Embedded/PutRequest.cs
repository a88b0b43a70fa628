using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// One metadata entry. Whether it was written or not, its caller may write it again; so it is never told that the
/// outcome is unknown.
/// </summary>
internal sealed class PutRequest(string key, byte[]? value) : WriteRequest<long>
{
    public override long Weight => key.Length + (value?.Length ?? 0);

    public override void Fail(Exception error) =>
        base.Fail(error is AppendOutcomeUnknownException unknown ? SqliteErrors.Repeatable(unknown) : error);

    protected override long Write(LogStore store) => store.Put(key, value);
}
