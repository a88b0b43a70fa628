using CdcReplicator.Model;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>
/// Reads types of PostgreSQL's catalog, arrays and domains down to their base, all of a level together.
/// </summary>
internal sealed class PostgresTypeReader(NpgsqlConnection connection)
{
    private readonly Dictionary<(long Oid, int Modifier), PostgresTypeRow> _known = [];

    /// <summary>Reads types, each an oid with its modifier, and what they are made of.</summary>
    public async Task ReadAsync(IEnumerable<(long Oid, int Modifier)> types, CancellationToken stop)
    {
        (long Oid, int Modifier)[] unknown = [.. types.Distinct()];
        while (unknown.Length > 0)
        {
            await QueryAsync(unknown, stop).ConfigureAwait(false);
            unknown =
            [
                .. unknown.SelectMany(type => _known[type].Parts).Distinct().Where(part => !_known.ContainsKey(part)),
            ];
        }
    }

    /// <summary>The column type of a type that has been read.</summary>
    public ColumnType Of(long oid, int modifier) => PostgresTypeMap.Map(Describe((oid, modifier)));

    /// <summary>Its equality operator, as SQL, where that is not PostgreSQL's own <c>=</c>; null if it is.</summary>
    public string? EqualityOf(long oid, int modifier) =>
        _known[(oid, modifier)] is { Equality: null, Base: { } domainBase }
            ? EqualityOf(domainBase.Oid, domainBase.Modifier)
            : _known[(oid, modifier)].Equality;

    private PostgresTypeDescription Describe((long Oid, int Modifier) type)
    {
        var row = _known[type];
        return row.Type with
        {
            Element = row.Element is { } element ? Describe(element) : null,
            Base = row.Base is { } domainBase ? Describe(domainBase) : null,
        };
    }

    private async Task QueryAsync((long Oid, int Modifier)[] types, CancellationToken stop)
    {
        var command = new NpgsqlCommand(PostgresTypeSql.Types, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. types.Select(type => type.Oid)] });
            command.Parameters.Add(
                new NpgsqlParameter<int[]> { TypedValue = [.. types.Select(type => type.Modifier)] }
            );
            var r = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (r.ConfigureAwait(false))
            {
                while (await r.ReadAsync(stop).ConfigureAwait(false))
                {
                    var modifier = r.GetInt32(1);
                    _known.Add(
                        (r.GetInt64(0), modifier),
                        new PostgresTypeRow(
                            new PostgresTypeDescription(
                                r.GetString(2),
                                r.GetString(3),
                                r.GetString(4)[0],
                                modifier,
                                r.GetString(5)
                            ),
                            r.GetInt64(6) is not 0 and var element ? (element, modifier) : null,
                            r.GetInt64(7) is not 0 and var domainBase ? (domainBase, r.GetInt32(8)) : null,
                            r.IsDBNull(9) ? null : r.GetString(9)
                        )
                    );
                }
            }
        }
    }
}
