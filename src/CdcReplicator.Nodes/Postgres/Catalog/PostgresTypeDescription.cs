namespace CdcReplicator.Nodes;

/// <summary>What PostgreSQL's catalog says of a type; input of <see cref="PostgresTypeMap"/>.</summary>
/// <param name="Schema"><c>pg_namespace.nspname</c> of the type.</param>
/// <param name="Name"><c>pg_type.typname</c>.</param>
/// <param name="Kind">
/// <c>pg_type.typtype</c>: b base, c composite, d domain, e enum, m multirange, p pseudo, r range.
/// </param>
/// <param name="Modifier">
/// <c>atttypmod</c> (of a domain's base: <c>typtypmod</c>); -1 if none. An array's modifier is its elements'.
/// </param>
/// <param name="FormattedName"><c>format_type(oid, modifier)</c>: how the type is written in a cast.</param>
/// <param name="Element">Element type, if this is an array (<c>typcategory = 'A'</c>).</param>
/// <param name="Base">Base type, if this is a domain, with the domain's modifier.</param>
internal sealed record PostgresTypeDescription(
    string Schema,
    string Name,
    char Kind,
    int Modifier,
    string FormattedName,
    PostgresTypeDescription? Element = null,
    PostgresTypeDescription? Base = null
);
