using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;

namespace CdcReplicator.CrashTests;

/// <summary>Two applier processes of one node, of which one works and one stands by, and writers.</summary>
internal sealed class ApplierPair : IAsyncDisposable
{
    private const int Writes = 6;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly TempFolder _folder;
    private readonly NodeUnderTest _node;
    private readonly MortalApplier _applier;
    private readonly AppendListWorkload _workload;
    private readonly IChangeLog _log;
    private CrashHostProcess _working;
    private CrashHostProcess _standby;

    private ApplierPair(
        TempFolder folder,
        NodeUnderTest node,
        MortalApplier applier,
        AppendListWorkload workload,
        IChangeLog log,
        CrashHostProcess working
    )
    {
        (_folder, _node, _applier, _workload, _log) = (folder, node, applier, workload, log);
        (_working, _standby) = (working, applier.Start());
    }

    /// <summary>What both said on standard error.</summary>
    public string Errors => $"{_working.Errors}\n{_standby.Errors}";

    public static async Task<ApplierPair> StartAsync(CrashScenario scenario)
    {
        var folder = new TempFolder();
        var address = await scenario.NewLogAsync(folder);
        var node = await NodeUnderTest.CreateAsync(scenario.NodeKind, folder);
        var applier = new MortalApplier(scenario, address, node, folder);
        var first = applier.Start();
        await first.WaitForFirstLineAsync(MortalApplier.Patience);
        var workload = await AppendListWorkload.StartAsync(address, CrashScenario.Seed);
        var log = await HostedApplier.OpenLogAsync(address);
        return new ApplierPair(folder, node, applier, workload, log, first);
    }

    /// <summary>Ends the one that works; how long it takes until the other one commits.</summary>
    public async Task<TimeSpan> EndAsync(ApplierEnd end)
    {
        await UntilStandingByAsync(_standby);
        _workload.Allow(Writes);
        if (end == ApplierEnd.StandingStill)
        {
            // Between transactions: inside one it would hold the database's lock for as long as it stands still.
            await UntilLevelAsync();
        }

        var ended = _working;
        var started = TimeProvider.System.GetTimestamp();
        await EndAsync(ended, end);
        var before = (await _node.ReadAsync()).Position;
        _workload.Allow(Writes);
        await UntilAsync(async () => (await _node.ReadAsync()).Position > before, $"{end}: nobody took over");
        var took = TimeProvider.System.GetElapsedTime(started);
        (_working, _standby) = (_standby, await NextStandbyAsync(ended, end));
        return took;
    }

    /// <summary>What is wrong with the node.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync()
    {
        var contents = await _node.ReadAsync();
        return HistoryChecker.Violations(await _workload.History.ReadAsync(), contents);
    }

    /// <summary>Ends the writing; what is wrong with the node when it has everything.</summary>
    public async Task<IReadOnlyList<string>> BecomeLevelAsync()
    {
        await _workload.StopAsync();
        await UntilLevelAsync();
        return await CheckAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _workload.DisposeAsync();
        _working.Dispose();
        _standby.Dispose();
        await _log.DisposeAsync();
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task EndAsync(CrashHostProcess process, ApplierEnd end)
    {
        switch (end)
        {
            case ApplierEnd.Terminated:
                ProcessSignal.Terminate(process.Id);
                break;
            case ApplierEnd.Killed:
                await process.KillAsync();
                break;
            default:
                ProcessSignal.Stop(process.Id);
                break;
        }
    }

    private async Task<CrashHostProcess> NextStandbyAsync(CrashHostProcess ended, ApplierEnd end)
    {
        if (end == ApplierEnd.StandingStill)
        {
            ProcessSignal.Continue(ended.Id);
            return ended;
        }

        await ended.WaitForExitAsync(MortalApplier.Patience);
        ended.Dispose();
        return _applier.Start();
    }

    private Task UntilStandingByAsync(CrashHostProcess process)
    {
        var standbys = new StandbyStore(_log.Metadata, TimeProvider.System);
        var number = process.Id.ToString(CultureInfo.InvariantCulture);
        return UntilAsync(
            async () =>
                (await standbys.ReadAsync(CancellationToken.None)).Any(s => s.ApplierId.Split(':')[1] == number),
            "The other one does not stand by"
        );
    }

    // Level, and nobody has written for a while.
    private async Task UntilLevelAsync()
    {
        var (since, quietEnd) = (TimeProvider.System.GetTimestamp(), -1L);
        await UntilAsync(
            async () =>
            {
                var end = (await _log.GetBoundsAsync(CancellationToken.None)).EndOffset;
                var isLevel = (await _node.ReadAsync()).Position >= end - 1;
                if (!isLevel || end != quietEnd)
                {
                    (since, quietEnd) = (TimeProvider.System.GetTimestamp(), isLevel ? end : -1);
                }

                return isLevel && TimeProvider.System.GetElapsedTime(since) > Quiet;
            },
            "The node is not level"
        );
    }

    private async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(started) > MortalApplier.Patience)
            {
                throw new TimeoutException($"{what}, CDC_SEED={CrashScenario.Seed}. {Errors}");
            }

            await Task.Delay(Pause);
        }
    }
}
