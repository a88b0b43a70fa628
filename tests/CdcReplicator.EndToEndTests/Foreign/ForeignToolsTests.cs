using System.Buffers.Binary;
using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Tools that know nothing of us, on our Kafka log.</summary>
public sealed class ForeignToolsTests
{
    private readonly string _cluster = KafkaTestServer.NewClusterName();

    [KcatFact]
    public async Task Kcat_ReadsTheSdksRecords_AsTheFormatPageSays()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var bench = await Bench.StartAsync($"kafka://{servers}/{_cluster}");
        var applier = await bench.ApplyAsync(bench.Database("a"), "a");
        await applier.UntilAsync(status => status.State == NodeState.Active);
        await using (var cluster = await bench.ConnectAsync())
        {
            await cluster.WriteAsync(tx =>
                tx.Insert("items", new { id = 1, what = "one" }).Insert("items", new { id = 2, what = "zwei" })
            );
        }

        var schemas = new MetadataSchemaRegistry(bench.Log.Metadata);
        var read = new List<(Dictionary<string, object?> Key, Dictionary<string, object?> Value)>();
        foreach (var (key, value) in await ConsumeAsync(servers, bench.At("lib")))
        {
            read.Add((await DecodeAsync(key, schemas), await DecodeAsync(value, schemas)));
        }

        Assert.Equal([1L, 2L], read.Select(record => record.Key["id"]));
        Assert.Equal(["one", "zwei"], read.Select(record => Part(record.Value, "after")["what"]));
        Assert.Equal([1L, 2L], read.Select(record => Part(record.Value, "transaction")["total_order"]));
        Assert.All(
            read,
            record =>
            {
                Assert.Equal("c", record.Value["op"]);
                Assert.Null(record.Value["before"]);
                Assert.Equal("cdc-replicator", Part(record.Value, "source")["connector"]);
                Assert.Equal("items", Part(record.Value, "source")["table"]);
            }
        );
    }

    [KafkaFact(ownServer: true)]
    public async Task ConsumerGroups_WhileAppliersRun_ShowTheLagOfEach()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var bench = await Bench.StartAsync($"kafka://{servers}/{_cluster}");
        await bench.AppendAsync([.. Enumerable.Range(1, 5).Select(id => Events.Create(id))]);
        var level = await bench.ApplyAsync(bench.Database("level"), "level");
        await using (
            var stopped = await RunningApplier.StartAsync(
                bench.Address,
                bench.Database("behind").Options("behind"),
                bench.At("s")
            )
        )
        {
            await stopped.UntilAsync(status => status.LastAppliedSequence == 4);
            await UntilCommittedAsync(servers, "behind", 5);
        }

        var last = await bench.AppendAsync(Events.Create(6), Events.Create(7), Events.Create(8));
        await level.UntilAsync(status => status.LastAppliedSequence == last.LastOffset);

        Assert.Equal(("8", "0"), await UntilCommittedAsync(servers, "level", 8));
        Assert.Equal(("8", "3"), await UntilCommittedAsync(servers, "behind", 5));
    }

    private async Task<(string End, string Lag)> UntilCommittedAsync(string servers, string node, long offset)
    {
        var shown = "";
        for (var attempt = 0; attempt < 5; attempt++)
        {
            shown = await KafkaTools.RunAsync(
                servers,
                "kafka-consumer-groups.sh",
                "--describe",
                "--group",
                $"cdc-replicator.{_cluster}.{node}"
            );
            var columns = shown
                .Split('\n')
                .FirstOrDefault(line => line.Contains($"{_cluster}.log", StringComparison.Ordinal))
                ?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (columns?[3] == offset.ToString(CultureInfo.InvariantCulture))
            {
                return (columns[4], columns[5]);
            }
        }

        throw new TimeoutException($"Group of {node} does not show {offset}: {shown}");
    }

    /// <summary>Keys and values as kcat prints them: each with its length before it, four bytes.</summary>
    private async Task<List<(byte[] Key, byte[] Value)>> ConsumeAsync(string servers, string folder)
    {
        using var kcat = await Kcat.StartAsync(
            folder,
            ["-b", servers, "-t", $"{_cluster}.log", "-C", "-o", "beginning", "-e", "-q", "-D", "", "-f", "%R%s%K;%k"]
        );
        using var output = new MemoryStream();
        await kcat.StandardOutput.BaseStream.CopyToAsync(output);
        await kcat.WaitForExitAsync();
        Assert.Equal(0, kcat.ExitCode);
        return Split(output.ToArray());
    }

    private static List<(byte[] Key, byte[] Value)> Split(byte[] bytes)
    {
        var records = new List<(byte[], byte[])>();
        for (var at = 0; at < bytes.Length; )
        {
            var end = at + 4 + BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            var value = bytes[(at + 4)..end];
            var semicolon = Array.IndexOf(bytes, (byte)';', end);
            var length = int.Parse(bytes.AsSpan(end, semicolon - end), CultureInfo.InvariantCulture);
            at = semicolon + 1 + length;
            records.Add((bytes[(semicolon + 1)..at], value));
        }

        return records;
    }

    private static async Task<Dictionary<string, object?>> DecodeAsync(
        byte[] message,
        MetadataSchemaRegistry schemas
    ) =>
        (Dictionary<string, object?>)
            (await AvroReader.ReadMessageAsync(message, async id => (await schemas.GetSchemaAsync(id, default))!))!;

    private static Dictionary<string, object?> Part(Dictionary<string, object?> record, string name) =>
        (Dictionary<string, object?>)record[name]!;
}
