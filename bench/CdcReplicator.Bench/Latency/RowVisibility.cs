using System.Data.Common;
using System.Globalization;

namespace CdcReplicator.Bench;

/// <summary>Asks a database over a connection of its own.</summary>
internal sealed class RowVisibility : IRowVisibility
{
    private readonly DbConnection _connection;
    private readonly DbCommand _command;

    /// <param name="connection">An open connection; owned from now on.</param>
    /// <param name="table">The table whose key rises.</param>
    public RowVisibility(DbConnection connection, BenchTable table)
    {
        _connection = connection;
        _command = connection.CreateCommand();
        _command.CommandText = $"SELECT coalesce(max({table.Definition.PrimaryKey[0]}), 0) FROM {table.Name}";
        _command.Prepare();
    }

    public long Highest() => Convert.ToInt64(_command.ExecuteScalar(), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
