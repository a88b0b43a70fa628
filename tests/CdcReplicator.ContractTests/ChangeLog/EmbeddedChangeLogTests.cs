using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;
using Xunit.Abstractions;

namespace CdcReplicator.ContractTests;

public sealed class EmbeddedChangeLogTests(ITestOutputHelper output) : ChangeLogContract(output), IDisposable
{
    private readonly TempFolder _folder = new();

    protected override int MaxRecordBytes => 1 << 20;

    public void Dispose() => _folder.Dispose();

    private protected override async Task<IChangeLog> OpenAsync() =>
        await EmbeddedChangeLog.OpenAsync(
            _folder.At("log.db"),
            new EmbeddedLogOptions { MaxRecordBytes = MaxRecordBytes },
            TimeProvider.System,
            CancellationToken.None
        );

    private protected override async Task TrimAsync(IChangeLog log)
    {
        await using var greedy = await EmbeddedChangeLog.OpenAsync(
            _folder.At("log.db"),
            new EmbeddedLogOptions { RetentionBytes = 1 },
            TimeProvider.System,
            CancellationToken.None
        );
        await greedy.AppendAsync([Records.Text("drives retention")], CancellationToken.None);
    }
}
