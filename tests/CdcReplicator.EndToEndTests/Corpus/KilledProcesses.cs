using System.Diagnostics;
using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Processes of the command line that bring one node to the end of an embedded log, each but the last killed with
/// SIGKILL on its way.
/// </summary>
internal sealed class KilledProcesses(EmbeddedLogFixture log, Uri registry, ITestOutputHelper output)
{
    private const int Kills = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public async Task RunAsync(NodeOptions options)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TempFolder();
        var end = (await log.Log.GetBoundsAsync(CancellationToken.None)).EndOffset;
        var reached = 0L;
        for (var i = 0; i < Kills && reached < end - 2; i++)
        {
            await using var process = await CliProcess.StartAsync(
                folder.Path,
                Configure(options, folder, random),
                "run"
            );
            reached = await ReachAsync(options.Id, reached + 1 + random.NextInt64((end - reached) / (Kills - i + 1)));
            await Task.Delay(random.Next(20));
            await process.KillAsync();
        }

        await using var last = await CliProcess.StartAsync(folder.Path, Configure(options, folder, random), "run");
        await ReachAsync(options.Id, end - 1);
    }

    private async Task<long> ReachAsync(string node, long sequence)
    {
        var members = new MemberStore(log.Log.Metadata, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        MemberStatus? status;
        do
        {
            await Task.Delay(5);
            status = (await members.ReadAsync(CancellationToken.None))
                .Select(member => member.Status)
                .FirstOrDefault(status => status.NodeId == node);
            if (status?.State == NodeState.Halted || watch.Elapsed > Patience)
            {
                throw new InvalidOperationException($"The applier does not reach {sequence}: {status}");
            }
        } while (status is null || status.LastAppliedSequence < sequence);

        output.WriteLine($"{sequence} wanted, {status.LastAppliedSequence} of {status.LogEndOffset} reached");
        return status.LastAppliedSequence;
    }

    private Dictionary<string, string> Configure(NodeOptions options, TempFolder folder, Random random)
    {
        var settings = new Dictionary<string, string>
        {
            ["Log"] = $"embedded:{log.LogPath}",
            ["SchemaRegistryUrl"] = registry.ToString(),
            ["Applier__SpoolFolder"] = folder.At("spool"),
            // Small steps and prompt news, so that kills fall all along the log.
            ["Applier__ReadRecords"] = "5",
            ["Applier__PrefetchedReads"] = "1",
            ["Applier__Settings__StatusInterval"] = "1",
            ["Applier__Settings__MaxTransactionsPerCommit"] = random.Next(1, 4).ToString(CultureInfo.InvariantCulture),
            ["Nodes__0__Id"] = options.Id,
            ["Nodes__0__Kind"] = options.Kind,
            ["Nodes__0__ConnectionString"] = options.ConnectionString,
            ["Sources__erp__Tables__0__Source"] = "inventory.vouchers",
            ["Sources__erp__Tables__0__Identity__0"] = "code",
            ["Sources__stock__DecimalHandlingMode"] = "precise",
            ["Sources__stock__TimePrecisionMode"] = "adaptive",
            ["Sources__stock__BinaryHandlingMode"] = "bytes",
        };
        for (var i = 0; i < options.Ignore.Count; i++)
        {
            settings[$"Nodes__0__Ignore__{i}"] = options.Ignore[i];
        }

        return settings.ToDictionary(setting => $"CdcReplicator__{setting.Key}", setting => setting.Value);
    }
}
