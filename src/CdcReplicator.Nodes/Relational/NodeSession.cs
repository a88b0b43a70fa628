using System.Data.Common;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A connection with its statements kept prepared. For one caller at a time.</summary>
internal sealed class NodeSession(DbConnection connection, IValueBinding binding) : IAsyncDisposable
{
    private const int MaxCommands = 500;
    private static readonly string[] Names = [.. Enumerable.Range(1, 64).Select(i => $"${i}")];
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _owned = [];

    /// <summary>The connection.</summary>
    public DbConnection Connection => connection;

    /// <summary>Takes over what works on the connection and must be disposed before it.</summary>
    public T Own<T>(T resource)
        where T : IDisposable
    {
        _owned.Add(resource);
        return resource;
    }

    /// <summary>Runs a statement of fixed text.</summary>
    public async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a statement and tells how many rows it wrote.</summary>
    public Task<int> ExecuteAsync(string sql, IReadOnlyList<BoundValue> values, CancellationToken cancellationToken) =>
        CommandOf(sql, values).ExecuteNonQueryAsync(cancellationToken);

    /// <summary>Whether a query has a row.</summary>
    public async Task<bool> AnyAsync(
        string sql,
        IReadOnlyList<BoundValue> values,
        CancellationToken cancellationToken
    ) => await CommandOf(sql, values).ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>The first row of a query, or null.</summary>
    public async Task<DataValue[]?> FirstRowAsync(
        string sql,
        IReadOnlyList<BoundValue> values,
        IReadOnlyList<ColumnType> types,
        CancellationToken cancellationToken
    )
    {
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
        for (var i = 0; i < values.Count; i++)
        {
            var name = i < Names.Length ? Names[i] : $"${i + 1}";
            command.Parameters.Add(binding.CreateParameter(name, values[i].Value, values[i].Type));
        }

        return command;
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
