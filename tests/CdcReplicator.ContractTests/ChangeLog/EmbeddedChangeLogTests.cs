using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;

namespace CdcReplicator.ContractTests;

public sealed class EmbeddedChangeLogTests : ChangeLogContract, IDisposable
{
    private readonly TempFolder _folder = new();

    protected override int MaxRecordBytes => 1 << 20;

    public void Dispose() => _folder.Dispose();

    protected override async Task<IChangeLog> OpenAsync() =>
        await EmbeddedChangeLog.OpenAsync(
            _folder.At("log.db"),
            new EmbeddedLogOptions { MaxRecordBytes = MaxRecordBytes },
            TimeProvider.System,
            CancellationToken.None
        );
}
