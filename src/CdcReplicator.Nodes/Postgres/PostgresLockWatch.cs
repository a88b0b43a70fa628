using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>
/// Finds out which session an applier's session waits for, while it waits. After a lock was not given in time, the
/// server no longer knows. It asks on a connection of its own, only while work takes long, and keeps none open.
/// </summary>
internal sealed class PostgresLockWatch : IAsyncDisposable
{
    /// <summary>Work that takes no longer is not asked about.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const string Blockers = """
        SELECT string_agg(format('session %s (user %L, application %L%s)', a.pid, a.usename, a.application_name,
          CASE WHEN a.xact_start IS NOT NULL
               THEN format(', %s, its transaction %s s old', a.state, ceil(extract(epoch FROM clock_timestamp() - a.xact_start)))
               ELSE '' END), ', ')
        FROM pg_stat_activity a WHERE a.pid = ANY (pg_blocking_pids($1))
        """;

    private readonly NpgsqlDataSource _source;
    private readonly string _endpoint;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private Task _asking = Task.CompletedTask;
    private volatile string? _found;
    private volatile int _session;

    /// <param name="source">Connects to the same server.</param>
    /// <param name="endpoint">For messages.</param>
    /// <param name="logger">Gets one line that names the session in the way.</param>
    /// <param name="time">The clock.</param>
    public PostgresLockWatch(NpgsqlDataSource source, string endpoint, ILogger logger, TimeProvider time)
    {
        (_source, _endpoint, _logger) = (source, endpoint, logger);
        _timer = time.CreateTimer(_ => Ask(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// The session that the last watched work waited for; null if there was none, or if it did not take long.
    /// </summary>
    public string? Found => _found;

    /// <summary>Watches a session from now on.</summary>
    public void Watch(int session) => _session = session;

    /// <summary>Runs work of the session.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        _found = null;
        _timer.Change(Patience, Patience);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _asking.ConfigureAwait(false);
    }

    private void Ask()
    {
        if (_session != 0 && _asking.IsCompleted)
        {
            _asking = AskAsync(_session);
        }
    }

    private async Task AskAsync(int session)
    {
        try
        {
            var command = _source.CreateCommand(Blockers);
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = session });
                if (await command.ExecuteScalarAsync().ConfigureAwait(false) is not string blockers)
                {
                    return;
                }

                if (_found is null)
                {
                    NodeLog.Blocked(_logger, _endpoint, blockers);
                }

                _found = blockers;
            }
        }
        catch (NpgsqlException)
        {
            // Only the name of the session in the way is missing. If the server refuses us, the session itself gets
            // that error.
        }
    }
}
