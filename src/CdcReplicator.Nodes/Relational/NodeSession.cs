using System.Data.Common;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// A connection with its statements kept prepared. Statements that answer nothing are sent together with the next one
/// that does, where the driver can: a transaction of one row takes three ways there and back instead of seven. For one
/// caller at a time.
/// </summary>
internal sealed class NodeSession(DbConnection connection, IValueBinding binding) : IAsyncDisposable
{
    private const int MaxCommands = 500;
    private static readonly string[] Names = [.. Enumerable.Range(1, 64).Select(i => $"${i}")];
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);
    private readonly List<(string Sql, IReadOnlyList<BoundValue> Values)> _queued = [];
    private readonly List<IDisposable> _owned = [];

    /// <summary>The connection. Code that runs something on it directly calls <see cref="ReadyAsync"/> first.</summary>
    public DbConnection Connection => connection;

    /// <summary>Takes over what works on the connection and must be disposed before it.</summary>
    public T Own<T>(T resource)
        where T : IDisposable
    {
        _owned.Add(resource);
        return resource;
    }

    /// <summary>Runs a statement before the next one, at the latest; where it fails, that one tells.</summary>
    public Task QueueAsync(string sql, CancellationToken cancellationToken) => QueueAsync(sql, [], cancellationToken);

    /// <summary>Runs a statement before the next one, at the latest; where it fails, that one tells.</summary>
    public Task QueueAsync(string sql, IReadOnlyList<BoundValue> values, CancellationToken cancellationToken)
    {
        if (!connection.CanCreateBatch)
        {
            return values.Count == 0 ? RunAsync(sql, cancellationToken) : ExecuteAsync(sql, values, cancellationToken);
        }

        _queued.Add((sql, values));
        return Task.CompletedTask;
    }

    /// <summary>Gives up what is queued and was not sent.</summary>
    public void ForgetQueued() => _queued.Clear();

    /// <summary>The connection, after everything queued.</summary>
    public async ValueTask<DbConnection> ReadyAsync(CancellationToken cancellationToken)
    {
        if (_queued.Count > 0)
        {
            await RunQueuedAsync(cancellationToken).ConfigureAwait(false);
        }

        return connection;
    }

    /// <summary>Runs a statement of fixed text.</summary>
    public async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        if (_queued.Count > 0)
        {
            _queued.Add((sql, []));
            await RunQueuedAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a statement and returns how many rows it wrote.</summary>
    public Task<int> ExecuteAsync(string sql, IReadOnlyList<BoundValue> values, CancellationToken cancellationToken)
    {
        if (_queued.Count == 0)
        {
            return CommandOf(sql, values).ExecuteNonQueryAsync(cancellationToken);
        }

        _queued.Add((sql, values));
        return RunQueuedAsync(cancellationToken);
    }

    /// <summary>Whether a query has a row.</summary>
    public async Task<bool> AnyAsync(string sql, IReadOnlyList<BoundValue> values, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken).ConfigureAwait(false);
        return await CommandOf(sql, values).ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <summary>The first row of a query, or null.</summary>
    public async Task<DataValue[]?> FirstRowAsync(
        string sql,
        IReadOnlyList<BoundValue> values,
        IReadOnlyList<ColumnType> types,
        CancellationToken cancellationToken
    )
    {
        await ReadyAsync(cancellationToken).ConfigureAwait(false);
        var reader = await CommandOf(sql, values).ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? ReadRow(reader, types) : null;
        }
    }

    /// <summary>All rows of a query.</summary>
    public async IAsyncEnumerable<DataValue[]> RowsAsync(
        string sql,
        IReadOnlyList<BoundValue> values,
        IReadOnlyList<ColumnType> types,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await ReadyAsync(cancellationToken).ConfigureAwait(false);
        var reader = await CommandOf(sql, values).ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return ReadRow(reader, types);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _owned.ForEach(resource => resource.Dispose());
        _owned.Clear();
        await ForgetCommandsAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private DataValue[] ReadRow(DbDataReader reader, IReadOnlyList<ColumnType> types)
    {
        var row = new DataValue[types.Count];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = binding.Read(reader, i, types[i]);
        }

        return row;
    }

    private DbCommand CommandOf(string sql, IReadOnlyList<BoundValue> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            if (_commands.Count >= MaxCommands)
            {
                foreach (var old in _commands.Values)
                {
                    old.Dispose();
                }

                _commands.Clear();
            }

            command = connection.CreateCommand();
            command.CommandText = sql;
            _commands.Add(sql, command);
        }

        command.Parameters.Clear();
        Bind(command.Parameters, values);
        return command;
    }

    private void Bind(DbParameterCollection parameters, IReadOnlyList<BoundValue> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            var name = i < Names.Length ? Names[i] : $"${i + 1}";
            parameters.Add(binding.CreateParameter(name, values[i].Value, values[i].Type));
        }
    }

    /// <summary>Sends what is queued, and returns how many rows the last statement wrote.</summary>
    private async Task<int> RunQueuedAsync(CancellationToken cancellationToken)
    {
        var batch = connection.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            foreach (var (sql, values) in _queued)
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = sql;
                Bind(command.Parameters, values);
                batch.BatchCommands.Add(command);
            }

            // Whatever comes of them, they have been sent.
            _queued.Clear();
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return batch.BatchCommands[^1].RecordsAffected;
        }
    }

    private async ValueTask ForgetCommandsAsync()
    {
        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync().ConfigureAwait(false);
        }

        _commands.Clear();
    }
}
