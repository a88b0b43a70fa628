using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Whose the state schema is. A role that made it beforehand could move positions, or make the applier run a trigger.
/// </summary>
internal static class PostgresStateOwners
{
    /// <summary>
    /// What of the state schema belongs to neither the applier's role, nor one it is a member of, nor a superuser. A
    /// superuser is a member of every role, which says nothing.
    /// </summary>
    private const string Foreign = $"""
        WITH me AS (SELECT oid, rolsuper FROM pg_roles WHERE rolname = current_user),
        things AS (
          SELECT nspowner AS owner, 'the schema' AS what FROM pg_namespace
            WHERE nspname = '{PostgresDialect.StateSchema}'
          UNION ALL
          SELECT relowner, format('%I', relname) FROM pg_class
            WHERE relnamespace = to_regnamespace('{PostgresDialect.StateSchema}')
              AND relkind IN ('r', 'p', 'v', 'm', 'f')
          UNION ALL
          SELECT p.proowner, format('a trigger of %I', c.relname) FROM pg_trigger g
            JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid
            WHERE c.relnamespace = to_regnamespace('{PostgresDialect.StateSchema}'))
        SELECT string_agg(format('%s (of %s)', what, pg_get_userbyid(owner)), ', ' ORDER BY what) FROM things, me
        WHERE owner <> me.oid AND NOT (SELECT rolsuper FROM pg_roles r WHERE r.oid = owner)
          AND (me.rolsuper OR NOT pg_has_role(owner, 'USAGE'))
        """;

    /// <summary>Refuses a state schema that another role made.</summary>
    /// <exception cref="NodeFaultException">It is another role's, all or in part.</exception>
    public static async Task RequireTrustedAsync(NodeSession session, CancellationToken stop)
    {
        await foreach (var row in session.RowsAsync(Foreign, [], [StateTypes.Text], stop).ConfigureAwait(false))
        {
            if (row[0].AsNullableText() is { } foreign)
            {
                throw NodeFaults.StateOfAnother(foreign);
            }
        }
    }
}
