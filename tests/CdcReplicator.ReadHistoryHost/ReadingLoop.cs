using System.Data.Common;

namespace CdcReplicator.ReadHistory;

/// <summary>
/// One session: reads, writes of its own key now and then, and a token given out now and then, until the process is
/// killed.
/// </summary>
internal sealed class ReadingLoop(
    string name,
    IReadingSession session,
    TokenFile token,
    ReaderSettings settings,
    int key,
    EndSamples ends,
    HistoryWriter history
)
{
    private const int StepsAToken = 20;
    private const int StepsAWrite = 40;

    // Readers that never rest would leave writers and appliers no turn on a small machine.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private readonly Random _random = new(settings.Seed + key + (1000 * settings.Life));
    private readonly Versions _versions = new(settings.Life);
    private long _seen = -1;

    public async Task RunAsync(SessionToken? first)
    {
        if (first is { } taken)
        {
            _seen = taken.Sequence;
            history.Add(new TokenEvent(name, _seen, IsTaken: true));
        }

        for (var step = 1; ; step++)
        {
            if (step % StepsAToken == 0)
            {
                var given = await session.GetTokenAsync();
                token.Put(SessionToken.Parse(given.ToString()));
                history.Add(new TokenEvent(name, given.Sequence, IsTaken: false));
            }

            if (_random.Next(StepsAWrite) == 0)
            {
                await WriteAsync();
            }

            await ReadAsync();
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task WriteAsync()
    {
        var version = _versions.Next();
        var row = new { id = (long)key, version };
        var receipt = await session.WriteAsync(transaction => transaction.Upsert("registers", row));
        history.Add(new WriteEvent(key, version, receipt.Sequence, name));
        _seen = Math.Max(_seen, receipt.Sequence);
    }

    private async Task ReadAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        var wanted = await WantedRead.DrawAsync(_random, _seen, ends);
        try
        {
            await using var connection = wanted.IsOfSession
                ? await session.OpenAsync(wanted.Level)
                : await session.OpenAloneAsync(wanted.Level);
            var (node, position, versions) = await SnapshotRead.RunAsync(connection, settings.Keys);
            var ended = TimeProvider.System.GetTimestamp();
            history.Add(
                new ReadEvent(name, node, began, ended, wanted.Sequence, wanted.IsOfSession, position, versions)
            );
            if (wanted.IsOfSession)
            {
                _seen = Math.Max(_seen, position);
                session.Saw(position);
            }
        }
        catch (Exception error) when (error is NoNodeAvailableException or DbException)
        {
            // An honest answer: nothing was read.
            history.Add(new UnansweredEvent(name, error.GetType().Name));
        }
    }
}
