using System.Data.Common;
using System.Globalization;

namespace CdcReplicator.Router;

internal static class PositionQuery
{
    /// <summary>The one number a query gives, or null if it gives no row.</summary>
    public static async Task<long?> RunAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
            : null;
    }
}
