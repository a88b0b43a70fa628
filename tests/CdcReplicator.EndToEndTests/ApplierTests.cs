using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CdcReplicator.EndToEndTests;

public sealed class ApplierTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string LogAddress => $"embedded:{_folder.At("log.db")}";

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Applier_StoppedAndStartedAgainUnderWrites_HoldsEveryCommitOnce()
    {
        var node = CreateNode("a");
        await using var cluster = await CdcCluster.ConnectAsync(
            LogAddress,
            new CdcClusterOptions { LogClient = new ChangeLogOptions { CreateIfMissing = true } }
        );
        long last;
        await using (var first = await RunningApplier.StartAsync(LogAddress, node, _folder.At("spool")))
        {
            await first.UntilAsync(status => status.State == NodeState.Active);
            await CommitAsync(cluster, 1, 100);
            await first.UntilAsync(status => status.LastAppliedSequence >= 20);
        }

        last = await CommitAsync(cluster, 101, 200);
        await using (var second = await RunningApplier.StartAsync(LogAddress, node, _folder.At("spool")))
        {
            await second.UntilAsync(status => status.LastAppliedSequence >= last);
            var rejected = await Assert.ThrowsAsync<TransactionRejectedException>(() =>
                cluster
                    .CreateTransaction()
                    .Insert("entries", new { id = 7, text = "again" })
                    .CommitAsync(Durability.AppliedEverywhere)
            );
            Assert.Equal(RejectionReason.DuplicateKey, rejected.Rejection.Reason);
        }

        Assert.Equal([.. Enumerable.Range(1, 200).Select(i => $"{i}:r{i}")], Read("a"));
    }

    private static async Task<long> CommitAsync(CdcCluster cluster, int from, int to)
    {
        long sequence = -1;
        for (var i = from; i <= to; i++)
        {
            var receipt = await cluster
                .CreateTransaction()
                .Insert("entries", new { id = i, text = $"r{i}" })
                .CommitAsync();
            sequence = receipt.Sequence;
        }

        return sequence;
    }

    private NodeOptions CreateNode(string id)
    {
        var file = _folder.At($"{id}.db");
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE entries (id INTEGER PRIMARY KEY, text TEXT NOT NULL)";
        command.ExecuteNonQuery();
        return new NodeOptions
        {
            Id = id,
            Kind = NodeKinds.Sqlite,
            ConnectionString = $"Data Source={file}",
            Guard = NodeGuard.Off,
        };
    }

    private List<string> Read(string id)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.At($"{id}.db")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id || ':' || text FROM entries ORDER BY id";
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
