using System.Globalization;
using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary>A user with a session: writes a row of its own one time in ten, else reads it.</summary>
internal sealed class ReadsUser(
    CdcCluster cluster,
    int number,
    ReadWaits waits,
    ReadsOptions options,
    TimeProvider time
)
{
    private const int WriteOneIn = 10;

    private readonly CdcSession _session = cluster.CreateSession();
    private readonly Random _random = new(HashCode.Combine(options.Seed, number));
    private readonly string _query = string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT balance FROM {DemoSchema.Accounts} WHERE id = {number}"
    );
    private long _version;

    /// <summary>The reads of the turn: how long each took in ms, and whether it had to wait for a node.</summary>
    public List<(double Milliseconds, bool HasWaited)> Reads { get; } = [];

    /// <summary>Reads of the turn that did not show the last write.</summary>
    public long Stale { get; private set; }

    /// <summary>Writes the row for the first time, and waits until every node has it.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) =>
        WriteAsync(Durability.AppliedEverywhere, cancellationToken);

    /// <summary>Goes on until the time is over.</summary>
    public async Task WorkAsync(ReadLevel level, TimeSpan length, CancellationToken cancellationToken)
    {
        Reads.Clear();
        Stale = 0;
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < length)
        {
            if (_random.Next(WriteOneIn) == 0)
            {
                await WriteAsync(Durability.Logged, cancellationToken);
            }
            else
            {
                await ReadAsync(level, cancellationToken);
            }

            if (options.ThinkMilliseconds > 0)
            {
                var pause = -Math.Log(1 - _random.NextDouble()) * options.ThinkMilliseconds;
                await Task.Delay(TimeSpan.FromMilliseconds(pause), time, cancellationToken);
            }
        }
    }

    private async Task WriteAsync(Durability durability, CancellationToken cancellationToken)
    {
        var balance = ++_version;
        await _session.WriteAsync(
            tx =>
                tx.Upsert(
                    DemoSchema.Accounts,
                    new
                    {
                        id = (long)number,
                        owner = "bench",
                        balance,
                    }
                ),
            durability,
            cancellationToken
        );
    }

    private async Task ReadAsync(ReadLevel level, CancellationToken cancellationToken)
    {
        var watch = waits.Begin();
        var start = time.GetTimestamp();
        await using var connection = await _session.OpenConnectionAsync(level, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = _query;
        var seen = Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        Reads.Add((time.GetElapsedTime(start).TotalMilliseconds, watch.HasWaited));
        Stale += seen < _version ? 1 : 0;
    }
}
