using System.Data;
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
        bool isPrepared,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        parameter.ParameterName = "log";
        parameter.DbType = DbType.String;
        parameter.Value = log.ToString();
        command.Parameters.Add(parameter);
        if (isPrepared)
        {
            // Kept by the driver as long as the physical connection, so this costs a round trip once each.
            await command.PrepareAsync(cancellationToken);
        }

        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
            : null;
    }
}
