using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// An embedded log that can be put back and exchanged, SQLite files that can be copied and put back, and appliers of
/// them; beside each the model of what a database at a position must hold.
/// </summary>
internal sealed class IdentityBench : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<RunningApplier> _appliers = [];

    private IdentityBench() { }

    public string LogFile => _folder.At("log.db");

    public string Address => $"embedded:{LogFile}";

    public IChangeLog Log { get; private set; } = null!;

    public static async Task<IdentityBench> StartAsync()
    {
        var bench = new IdentityBench();
        bench.Log = await RunningApplier.OpenLogAsync(bench.Address);
        return bench;
    }

    public string FileOf(string database) => _folder.At($"{database}.db");

    public void Create(string database) => _ = new SqliteDatabase(FileOf(database), Events.ItemsDdl);

    /// <summary>Rows of ids, one transaction each.</summary>
    public async Task<long> AppendAsync(int from, int count, string what = "x")
    {
        var last = -1L;
        for (var id = from; id < from + count; id++)
        {
            last = (await Log.AppendAsync([Events.Create(id, what)], default)).LastOffset;
        }

        return last;
    }

    public async Task<RunningApplier> ApplyAsync(string database, string id)
    {
        var applier = await RunningApplier.StartAsync(
            Address,
            Options(database, id),
            _folder.At($"s{_appliers.Count}")
        );
        _appliers.Add(applier);
        return applier;
    }

    /// <summary>Starts an applier, lets it reach a sequence and stops it.</summary>
    public async Task ApplyUntilAsync(string database, string id, long sequence)
    {
        await using var applier = await ApplyAsync(database, id);
        await applier.UntilToldAsync(status => status.LastAppliedSequence >= sequence);
    }

    /// <summary>What the database holds, as <see cref="Rows"/> writes it.</summary>
    public string RowsOf(string database) => new SqliteDatabase(FileOf(database), "SELECT 1").Query(Events.Items);

    /// <summary>The rows of ids.</summary>
    public static string Rows(int from, int count, string what = "x") =>
        string.Join(
            ',',
            Enumerable.Range(from, count).Select(id => id.ToString(CultureInfo.InvariantCulture) + "|" + what)
        );

    /// <summary>A copy of a database as a backup makes it, while its applier may run.</summary>
    public void Copy(string from, string to) => CopyFile(FileOf(from), FileOf(to));

    /// <summary>Puts another file in the place of a database whose applier is stopped.</summary>
    public void PutBack(string from, string to)
    {
        Delete(FileOf(to));
        File.Copy(FileOf(from), FileOf(to));
    }

    /// <summary>A backup of the log.</summary>
    public void BackUpLog(string to) => CopyFile(LogFile, FileOf(to));

    /// <summary>Exchanges the log's file: for a backup of it, or null for a new log.</summary>
    public async Task ExchangeLogAsync(string? backup)
    {
        await Log.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Delete(LogFile);
        if (backup is not null)
        {
            File.Copy(FileOf(backup), LogFile);
        }

        Log = await RunningApplier.OpenLogAsync(Address);
    }

    /// <summary>What <c>node adopt</c> does once it was agreed to.</summary>
    public async Task<AdoptOutcome> AdoptAsync(string database, string id)
    {
        await using var work = NodeFactory.CreateAdoption(
            Options(database, id),
            NullLoggerFactory.Instance,
            TimeProvider.System
        );
        var orders = new Orders(Log.Metadata, new OrderGiver("test", "here", null, "test"));
        var adopter = new NodeAdopter(Log, orders, work, TimeProvider.System);
        return await adopter.AdoptAsync(await adopter.CheckAsync(default), default);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var applier in _appliers)
        {
            await applier.DisposeAsync();
        }

        await Log.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private NodeOptions Options(string database, string id) =>
        new()
        {
            Id = id,
            Kind = NodeKinds.Sqlite,
            ConnectionString = $"Data Source={FileOf(database)}",
        };

    private static void CopyFile(string from, string to)
    {
        Delete(to);
        using var source = new SqliteConnection($"Data Source={from};Pooling=False");
        source.Open();
        using var command = source.CreateCommand();
        command.CommandText = $"VACUUM INTO '{to}'";
        command.ExecuteNonQuery();
    }

    private static void Delete(string file)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            File.Delete(file + suffix);
        }
    }
}
