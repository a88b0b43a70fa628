using CdcReplicator.Cli;
using CdcReplicator.Nodes;

namespace CdcReplicator.Bench;

/// <summary>
/// Makes the contenders that the options ask for, with everything they need: servers, filled logs, expected state.
/// </summary>
internal sealed class CatchUpParty(
    CatchUpOptions options,
    Workload workload,
    FinalState final,
    BenchServers servers,
    CommandFolder folder,
    TimeProvider time
)
{
    private readonly BenchLogs _logs = new(servers, options.Prepared ?? folder.Path, options.Log, time);
    private PostgresBench? _target;
    private StateDigest? _expected;

    /// <summary>Ours, and the baseline or null.</summary>
    public async Task<(IContender Ours, IContender? Baseline)> GatherAsync(CancellationToken cancellationToken)
    {
        await ExpectAsync(cancellationToken);
        IContender? baseline = options.Other switch
        {
            BenchChoices.Native => await NativeAsync(cancellationToken),
            BenchChoices.Copy => new RawCopy(_target!, workload, HeldRows(), _expected!, time),
            BenchChoices.RawSqlite => new RawSqlite(folder.Path, workload, HeldRows(), _expected!, time),
            BenchChoices.Trusted => await ReplicatorAsync(BenchChoices.Trusted, isChecked: false, cancellationToken),
            BenchChoices.NoPosition => await ReplicatorAsync(
                BenchChoices.NoPosition,
                options.Checked,
                cancellationToken
            ),
            BenchChoices.Unguarded => await ReplicatorAsync(BenchChoices.Unguarded, options.Checked, cancellationToken),
            _ => null,
        };
        return (await ReplicatorAsync("ours", options.Checked, cancellationToken), baseline);
    }

    /// <summary>
    /// What a database must hold in the end, by the same digest, from rows that no applier has touched.
    /// </summary>
    private async Task ExpectAsync(CancellationToken cancellationToken)
    {
        const string Name = "bench_expected";
        BenchProgress.Say("Working out the expected state ...");
        if (options.Node == BenchChoices.Postgres)
        {
            _target = await servers.StartTargetAsync(cancellationToken);
            await _target.PrepareAsync(workload, cancellationToken);
            await _target.CreateAsync(Name, workload, cancellationToken);
            await _target.CopyAsync(Name, final.Rows(), cancellationToken);
            _expected = await PostgresDigest.TakeAsync(_target, Name, workload, cancellationToken);
            await _target.DropAsync(Name, cancellationToken);
            return;
        }

        var file = Path.Combine(folder.Path, Name + ".db");
        await SqliteBench.CreateAsync(file, workload, final.Rows(), cancellationToken);
        _expected = await SqliteDigest.TakeAsync(file, workload, cancellationToken);
        SqliteBench.Delete(file);
    }

    private async Task<IContender> NativeAsync(CancellationToken cancellationToken)
    {
        var server = await servers.StartPublisherAsync(cancellationToken);
        await server.PrepareAsync(workload, cancellationToken);
        var publisher = new NativePublisher(server, workload, options.Transactions, time);
        await publisher.PrepareAsync(cancellationToken);
        return new NativeCatchUp(publisher, _target!, workload, _expected!, time);
    }

    private async Task<IContender> ReplicatorAsync(string name, bool isChecked, CancellationToken cancellationToken)
    {
        var content = new LogContent(
            workload.Name,
            options.Seed,
            options.Scale,
            options.Transactions,
            options.Bundle,
            isChecked
        );
        var log = await _logs.FillAsync(workload, content, cancellationToken);
        var applier = new DrainProcess(folder.Appliers, keepsPosition: name != BenchChoices.NoPosition);
        var guard = name == BenchChoices.Unguarded || options.Guard == BenchChoices.Off ? NodeGuard.Off : NodeGuard.On;
        return options.Node == NodeKinds.Postgres
            ? new PostgresReplicator(name, log, _target!, workload, _expected!, applier) { Guard = guard }
            : new SqliteReplicator(name, log, folder.Path, workload, _expected!, applier) { Guard = guard };
    }

    private IReadOnlyList<WorkloadRow> HeldRows() => [.. final.Rows()];
}
