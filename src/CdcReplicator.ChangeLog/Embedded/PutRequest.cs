using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// One metadata entry. The caller may write it again whether it was written or not. So the caller never gets "outcome
/// unknown".
/// </summary>
internal sealed class PutRequest(string key, byte[]? value) : WriteRequest<long>
{
    public override long Weight => key.Length + (value?.Length ?? 0);

    public override void Fail(Exception error) =>
        base.Fail(error is AppendOutcomeUnknownException unknown ? SqliteErrors.Repeatable(unknown) : error);

    protected override long Write(LogStore store) => store.Put(key, value);
}
