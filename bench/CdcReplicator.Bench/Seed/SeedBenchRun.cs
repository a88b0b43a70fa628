using System.Globalization;
using CdcReplicator.Cli;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.Bench;

/// <summary><c>bench seed</c> from beginning to end.</summary>
internal sealed class SeedBenchRun(long rows, int pairs, string against, string? json, TimeProvider time)
{
    private const string Donor = "donor";
    private const string Target = "target";

    /// <summary>Rows of about 150 bytes: three numbers and 126 characters.</summary>
    private static string Table(long rows) =>
        $"""
            CREATE TABLE items (id bigint PRIMARY KEY, customer bigint NOT NULL, at timestamptz NOT NULL,
              v text NOT NULL);
            INSERT INTO items SELECT i, hashint8(i), timestamptz '2024-01-01' + i * interval '1 second',
              left(md5(i::text) || md5((i + 1)::text) || md5((i + 2)::text) || md5((i + 3)::text), 126)
            FROM generate_series(1, {rows}) i;
            CREATE INDEX items_customer ON items (customer);
            """;

    private const string Content = """
        SELECT concat(count(*), ' ', sum(hashtextextended(items::text, 0)), ' ',
          (SELECT string_agg(indexdef, ';' ORDER BY indexname) FROM pg_indexes WHERE tablename = 'items'), ' ',
          (SELECT count(*) FROM pg_constraint WHERE conrelid = 'items'::regclass AND contype = 'p'))
        FROM items
        """;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new CommandFolder("cdc-bench-", keep: false);
        await using var servers = new BenchServers(folder.Path, time);
        var from = await servers.StartPublisherAsync(cancellationToken);
        var to = await servers.StartTargetAsync(cancellationToken);
        BenchProgress.Say($"Making {rows:N0} rows ...");
        var cluster = ClusterSettings.NewLog();
        await MakeDonorAsync(from, cluster, cancellationToken);
        var expected = await ContentAsync(from, Donor, cancellationToken);
        var contenders = new SeedContenders(from.ConnectionString(Donor), to.ConnectionString(Target), folder.Path);

        var samples = new List<(double Ours, double Other)>();
        var identical = true;
        for (var pair = 1; pair <= pairs && identical; pair++)
        {
            var ours = await MeasureAsync(
                from,
                to,
                () => contenders.SeedAsync(cluster, time, cancellationToken),
                cancellationToken
            );
            identical = await ContentAsync(to, Target, cancellationToken) == expected;
            var other = await MeasureAsync(
                from,
                to,
                () => contenders.RunAsync(against, cancellationToken),
                cancellationToken
            );
            samples.Add((ours, other));
            BenchProgress.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Pair {pair} of {pairs}: {ours:0.00} s, {against} {other:0.00} s: {other / ours:0.00} times"
                )
            );
        }

        var report = SeedReport.Of(rows, against, samples, identical, RunConditions.Now(time));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rows:N0} rows: {report.Seconds:0.00} s, {against} {report.BaselineSeconds:0.00} s: "
                    + $"{report.RatioMedian:0.00} times as fast ({report.RatioMin:0.00} to "
                    + $"{report.RatioMax:0.00}); identical: {identical}"
            )
        );
        await BenchJson.WriteAsync(json, report, BenchJson.Default.SeedReport, cancellationToken);
        return identical ? ExitCodes.Success : ExitCodes.NotHealthy;
    }

    private async Task MakeDonorAsync(PostgresBench from, ClusterSettings cluster, CancellationToken cancellationToken)
    {
        await from.CreateEmptyAsync(Donor, cancellationToken);
        await from.ExecuteAsync(Donor, Table(rows), cancellationToken);
        await from.ExecuteAsync(Donor, "VACUUM (FREEZE, ANALYZE)", cancellationToken);
        await using var node = NodeFactory.Create(
            SeedContenders.Options("donor", from.ConnectionString(Donor)),
            NullLoggerFactory.Instance,
            time
        );
        await node.OpenAsync(cluster, cancellationToken);
    }

    private async Task<double> MeasureAsync(
        PostgresBench from,
        PostgresBench to,
        Func<Task> work,
        CancellationToken cancellationToken
    )
    {
        await to.CreateEmptyAsync(Target, cancellationToken);
        await from.ExecuteAsync(Donor, "CHECKPOINT", cancellationToken);
        await to.ExecuteAsync(Target, "CHECKPOINT", cancellationToken);
        var started = time.GetTimestamp();
        await work();
        return time.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<string> ContentAsync(
        PostgresBench server,
        string database,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await server.OpenAsync(database, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = Content;
        command.CommandTimeout = 0;
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
