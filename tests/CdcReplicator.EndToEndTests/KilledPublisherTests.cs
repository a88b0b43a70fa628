using System.Globalization;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// SDK processes killed inside their transactions: no node ever shows half of one, what was acknowledged is there, and
/// other publishers go on.
/// </summary>
[Collection(KafkaTestServer.Collection)]
public sealed class KilledPublisherTests(ITestOutputHelper output)
{
    private const int Kills = 6;
    private const int Rows = 300;
    private const string Ddl =
        "CREATE TABLE parts (transaction_name text NOT NULL, place bigint NOT NULL, filler text, PRIMARY KEY "
        + "(transaction_name, place))";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public Task Write_PublisherKilledInsideTransactions_LeavesNoHalfOnEmbeddedLog() => RunAsync(null);

    [KafkaFact]
    public async Task Write_PublisherKilledInsideTransactions_LeavesNoHalfOnKafka() =>
        await RunAsync(
            $"kafka://{await KafkaTestServer.GetBootstrapServersAsync()}/{KafkaTestServer.NewClusterName()}"
        );

    private async Task RunAsync(string? address)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var bench = await Bench.StartAsync(address);
        var database = bench.Database("a", Ddl);
        await bench.ApplyAsync(database, "a");
        await using var survivor = await bench.ConnectAsync();
        var acknowledged = new List<string>();

        for (var kill = 0; kill < Kills; kill++)
        {
            var rows = Rows.ToString(CultureInfo.InvariantCulture);
            using var victim = CrashHostProcess.Start("publish-loop", bench.OpenAddress, $"victim{kill}", rows);
            await victim.WaitForFirstLineAsync(Patience);
            await Task.Delay(random.Next(0, 60));
            await victim.KillAsync();
            acknowledged.AddRange(victim.Lines);
            await survivor.WriteAsync(
                transaction => transaction.Insert("parts", new { transaction_name = $"survivor-{kill}", place = 0 }),
                Durability.Applied(1)
            );
        }

        Assert.Equal(
            "",
            database.Query(
                "SELECT transaction_name, COUNT(*) FROM parts WHERE transaction_name LIKE 'victim%' GROUP BY 1 HAVING "
                    + $"COUNT(*) <> {Rows}"
            )
        );
        var applied = database.Query("SELECT DISTINCT transaction_name FROM parts").Split(',');
        Assert.Empty(acknowledged.Except(applied));
        var records = (await bench.Log.GetBoundsAsync(CancellationToken.None)).EndOffset;
        output.WriteLine(
            $"{acknowledged.Count} acknowledged, {applied.Length - Kills} applied, {records} records in the log"
        );
    }
}
