using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>What the applier's role may do besides reading and writing rows.</summary>
internal static class PostgresRights
{
    /// <summary>Whether the role may have triggers, those of foreign keys among them, left out.</summary>
    public static async Task<bool> MayReplicateAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        try
        {
            var command = new NpgsqlCommand("SET session_replication_role = replica", connection);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
                command.CommandText = "RESET session_replication_role";
                await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
            }

            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    /// <summary>Whether the role may make temporary tables; without them rows are written one by one.</summary>
    public static async Task<bool> MayStageAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        const string sql = "SELECT has_database_privilege(current_database(), 'TEMPORARY')";
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(stop).ConfigureAwait(false) is true;
        }
    }
}
