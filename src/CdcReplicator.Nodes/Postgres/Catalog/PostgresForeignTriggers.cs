using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Triggers that run what another role wrote, with the rights of the applier's role.</summary>
internal static class PostgresForeignTriggers
{
    private const string Sql = $"""
        SELECT string_agg(
          format('%I.%I.%I (function of %s)', n.nspname, c.relname, g.tgname, pg_get_userbyid(p.proowner)),
          ', ' ORDER BY n.nspname, c.relname, g.tgname)
        FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_proc p ON p.oid = g.tgfoid
        WHERE {PostgresCatalogSql.UserTables} AND NOT g.tgisinternal AND g.tgenabled <> 'D' AND NOT p.prosecdef
          AND p.proowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
          AND NOT (SELECT rolsuper FROM pg_roles r WHERE r.oid = p.proowner)
        """;

    /// <summary>Their names, with whose each is; null if there are none.</summary>
    public static async Task<string?> FindAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var command = new NpgsqlCommand(Sql, connection);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(stop).ConfigureAwait(false) as string;
        }
    }
}
