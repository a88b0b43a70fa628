using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.CrashHost;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace CdcReplicator.CrashTests;

/// <summary>
/// One growing log and one node, whose applier processes are killed one after the other under writes that never pause.
/// After every death, and when the node is level at the end, the node is compared with the log's history.
/// </summary>
internal sealed class CrashRun : IAsyncDisposable
{
    private readonly CrashScenario _scenario;
    private readonly ITestOutputHelper _output;
    private readonly TempFolder _folder;
    private readonly string _log;
    private readonly NodeUnderTest _node;
    private readonly MortalApplier _applier;
    private readonly AppendListWorkload _workload;
    private readonly Dictionary<KillPoint, int> _deaths = [];
    private long _position = -1;

    private CrashRun(
        CrashScenario scenario,
        ITestOutputHelper output,
        TempFolder folder,
        string log,
        NodeUnderTest node,
        MortalApplier applier,
        AppendListWorkload workload
    ) =>
        (_scenario, _output, _folder, _log, _node, _applier, _workload) = (
            scenario,
            output,
            folder,
            log,
            node,
            applier,
            workload
        );

    /// <summary>Processes killed, by where they died.</summary>
    public IReadOnlyDictionary<KillPoint, int> Deaths => _deaths;

    public static async Task<CrashRun> StartAsync(CrashScenario scenario, ITestOutputHelper output)
    {
        output.WriteLine($"{scenario}, CDC_SEED={CrashScenario.Seed}");
        var folder = new TempFolder();
        var log = await scenario.NewLogAsync(folder);
        var node = await NodeUnderTest.CreateAsync(scenario.NodeKind, folder);
        // Writers can check nothing before an applier has published the tables.
        var applier = new MortalApplier(scenario, log, node, folder);
        using var first = applier.Start();
        try
        {
            var workload = await AppendListWorkload.StartAsync(log, CrashScenario.Seed);
            await first.KillAsync();
            return new CrashRun(scenario, output, folder, log, node, applier, workload);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"The first applier said: {first.Errors}", error);
        }
    }

    /// <summary>Kills as often as asked; returns what is wrong with the node, as soon as something is.</summary>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        var plans = KillPlan.Draw(new Random(CrashScenario.Seed), _scenario.Kills);
        // The first applier has died too: the next one must not decide anew, unseen, what that one left behind.
        if (await CheckAsync("death of the first") is { Count: > 0 } left)
        {
            return left;
        }

        for (var life = 0; life < plans.Count; life++)
        {
            var plan = plans[life];
            await _applier.LiveAsync(plan, _workload);
            _deaths[plan.Point] = _deaths.GetValueOrDefault(plan.Point) + 1;
            var violations = await CheckAsync($"death {life + 1} of {plans.Count}, {plan}");
            if (violations.Count > 0)
            {
                return violations;
            }
        }

        await _workload.StopAsync();
        var level = await BecomeLevelAsync();
        var took = TimeProvider.System.GetElapsedTime(started);
        var count = (await _workload.History.ReadAsync()).Count;
        _output.WriteLine($"{plans.Count} kills, {count} transactions, {took.TotalSeconds:F0} s");
        return level;
    }

    public async ValueTask DisposeAsync()
    {
        await _workload.DisposeAsync();
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<IReadOnlyList<string>> CheckAsync(string when)
    {
        var contents = await _node.ReadAsync();
        var history = await _workload.History.ReadAsync();
        var violations = HistoryChecker.Violations(history, contents);
        if (contents.Position < _position)
        {
            violations = [.. violations, $"The position went back from {_position} to {contents.Position}."];
        }

        _position = contents.Position;
        return [.. violations.Select(violation => $"{when}, CDC_SEED={CrashScenario.Seed}: {violation}")];
    }

    private async Task<IReadOnlyList<string>> BecomeLevelAsync()
    {
        var history = await _workload.History.ReadAsync();
        var last = history.Max(write => write.Sequence);
        using (var applier = _applier.Start())
        {
            var started = TimeProvider.System.GetTimestamp();
            while ((await _node.ReadAsync()).Position < last)
            {
                if (TimeProvider.System.GetElapsedTime(started) > MortalApplier.Patience)
                {
                    throw new TimeoutException(
                        $"The node did not come to {last}, CDC_SEED={CrashScenario.Seed}. {applier.Errors}"
                    );
                }

                await Task.Delay(50);
            }

            await applier.KillAsync();
        }

        return [.. await CheckAsync("when level"), .. await CheckPublishedAsync(history)];
    }

    /// <summary>What writers are told beside the log is what the nodes hold.</summary>
    private async Task<IEnumerable<string>> CheckPublishedAsync(IReadOnlyList<LoggedWrite> history)
    {
        await using var log = await ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(_log),
            new ChangeLogOptions(),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        var expected = HistoryFold.UpTo(history, long.MaxValue).Rejections;
        var published = await new RejectionStore(log.Metadata).CountAsync(CancellationToken.None);
        return published == expected.Count
            ? []
            : [$"{published} rejections are published beside the log instead of {expected.Count}."];
    }
}
