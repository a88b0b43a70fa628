using System.Data.Common;
using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>Reads a node's position row, of the given log only.</summary>
internal static class PositionQuery
{
    /// <summary>The last applied sequence, or null if the node has no position in that log.</summary>
    public static async Task<long?> RunAsync(
        DbConnection connection,
        string sql,
        LogId log,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        parameter.ParameterName = "log";
        parameter.Value = log.ToString();
        command.Parameters.Add(parameter);
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
            : null;
    }
}
