using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.ContractTests;

/// <summary>Several processes on one embedded log, some of them killed.</summary>
public sealed class EmbeddedLogCrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 12;
    private const string Endless = "1000000000";
    private readonly TempFolder _folder = new();

    private string LogPath => _folder.At("log.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_PublisherProcessesKilledAgainAndAgain_NothingTornNothingAcknowledgedLostAndOthersGoOn()
    {
        const int seed = 20260705;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var log = await OpenAsync();
        using var survivor = StartAppender("survivor", records: 3, bytes: 100, depth: 1);
        await survivor.WaitForFirstLineAsync(Records.Patience);
        var acknowledged = new Dictionary<string, IReadOnlyList<string>>();

        for (var kill = 0; kill < Kills; kill++)
        {
            var name = $"victim{Records.Number(kill)}";
            var before = survivor.Lines.Count;
            // Transactions of 200 KB: most kills hit one half written.
            using var victim = StartAppender(name, records: 40, bytes: 5000, depth: 4);
            await victim.WaitForFirstLineAsync(Records.Patience);
            await Task.Delay(random.Next(0, 120));
            await victim.KillAsync();
            acknowledged[name] = victim.Lines;
            await WaitForLinesAsync(survivor, Math.Max(before, survivor.Lines.Count) + 5);
        }

        await survivor.KillAsync();
        acknowledged["survivor"] = survivor.Lines;
        var checker = await ReadAllAsync(log);
        Assert.Empty(checker.Torn);
        output.WriteLine($"{checker.Whole} transactions, {acknowledged.Values.Sum(lines => lines.Count)} acknowledged");
        foreach (var (publisher, lines) in acknowledged)
        {
            Assert.Empty(AcknowledgedTransactions(lines).Except(checker.WholeOf(publisher)));
        }
    }

    [Fact]
    public async Task Append_FourProcessesAtOnce_AllFinishAndEverythingIsReadOnceInOrder()
    {
        await using var log = await OpenAsync();
        var appenders = Enumerable
            .Range(0, 4)
            .Select(i =>
                StartAppender($"p{Records.Number(i)}", records: 3, bytes: 100, depth: 16, transactions: "1000")
            )
            .ToList();
        foreach (var appender in appenders)
        {
            using (appender)
            {
                Assert.True(await appender.WaitForExitAsync(TimeSpan.FromMinutes(2)) == 0, appender.Errors);
            }
        }

        var checker = await ReadAllAsync(log);
        Assert.Empty(checker.Torn);
        Assert.Equal(4 * 1000, checker.Whole);
    }

    [Fact]
    public async Task Read_RecordsOfAnotherProcess_ComeByNewsNotByPolling()
    {
        const int count = 100;
        await using var log = await EmbeddedChangeLog.OpenAsync(
            LogPath,
            new EmbeddedLogOptions { PollInterval = TimeSpan.FromDays(1) },
            TimeProvider.System,
            CancellationToken.None
        );
        await using var reader = await log.OpenReaderAsync(0, CancellationToken.None);
        using var appender = StartAppender("p", records: 1, bytes: 100, depth: 1, Records.Number(count));

        // Off xUnit's own scheduler, which would add the other tests' time to the measurement.
        var delays = await Task.Run(() => MeasureDelaysAsync(reader, count));
        delays.Sort();
        output.WriteLine(
            $"from append time to read: median {delays[count / 2]} ms, 95 % {delays[count * 95 / 100]} ms"
        );
    }

    private static async Task<List<long>> MeasureDelaysAsync(ILogReader reader, int count)
    {
        var delays = new List<long>();
        while (delays.Count < count)
        {
            foreach (var record in await Records.ReadAsync(reader, 1))
            {
                delays.Add(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - record.AppendTime);
            }
        }

        return delays;
    }

    private CrashHostProcess StartAppender(
        string name,
        int records,
        int bytes,
        int depth,
        string transactions = Endless
    ) =>
        CrashHostProcess.Start(
            "append-loop",
            $"embedded:{LogPath}",
            name,
            transactions,
            Records.Number(records),
            Records.Number(bytes),
            Records.Number(depth)
        );

    private Task<EmbeddedChangeLog> OpenAsync() =>
        EmbeddedChangeLog.OpenAsync(LogPath, new EmbeddedLogOptions(), TimeProvider.System, CancellationToken.None);

    private static async Task WaitForLinesAsync(CrashHostProcess process, int count)
    {
        using var limit = new CancellationTokenSource(Records.Patience);
        while (process.Lines.Count < count)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private static async Task<TransactionChecker> ReadAllAsync(EmbeddedChangeLog log)
    {
        var bounds = await log.GetBoundsAsync(CancellationToken.None);
        await using var reader = await log.OpenReaderAsync(bounds.StartOffset, CancellationToken.None);
        var checker = new TransactionChecker();
        foreach (var record in await Records.ReadAsync(reader, (int)(bounds.EndOffset - bounds.StartOffset)))
        {
            checker.Take(record);
        }

        return checker;
    }

    /// <summary>
    /// Transactions of whole lines <c>transaction offset</c>; the last line may have been cut off by the kill and does
    /// not count.
    /// </summary>
    private static IEnumerable<int> AcknowledgedTransactions(IReadOnlyList<string> lines) =>
        lines.SkipLast(1).Skip(1).Select(line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture));
}
