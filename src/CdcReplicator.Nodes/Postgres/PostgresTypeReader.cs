using CdcReplicator.Model;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Reads types of PostgreSQL's catalog, arrays and domains down to their base.</summary>
internal sealed class PostgresTypeReader(NpgsqlConnection connection)
{
    private readonly Dictionary<(long, int), PostgresTypeDescription> _known = [];

    /// <summary>The column type of a catalog type.</summary>
    public async Task<ColumnType> ReadAsync(long oid, int modifier, CancellationToken stop) =>
        PostgresTypeMap.Map(await DescribeAsync(oid, modifier, stop).ConfigureAwait(false));

    private async Task<PostgresTypeDescription> DescribeAsync(long oid, int modifier, CancellationToken stop)
    {
        if (_known.TryGetValue((oid, modifier), out var known))
        {
            return known;
        }

        var (type, element, domainBase, baseModifier) = await QueryAsync(oid, modifier, stop).ConfigureAwait(false);
        if (element != 0)
        {
            type = type with { Element = await DescribeAsync(element, modifier, stop).ConfigureAwait(false) };
        }

        if (domainBase != 0)
        {
            type = type with { Base = await DescribeAsync(domainBase, baseModifier, stop).ConfigureAwait(false) };
        }

        _known.Add((oid, modifier), type);
        return type;
    }

    private async Task<(PostgresTypeDescription Type, long Element, long Base, int BaseModifier)> QueryAsync(
        long oid,
        int modifier,
        CancellationToken stop
    )
    {
        var command = new NpgsqlCommand(PostgresCatalogSql.Type, connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = oid });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = modifier });
            var r = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (r.ConfigureAwait(false))
            {
                await r.ReadAsync(stop).ConfigureAwait(false);
                var type = new PostgresTypeDescription(
                    r.GetString(0),
                    r.GetString(1),
                    r.GetString(2)[0],
                    modifier,
                    r.GetString(3)
                );
                return (type, r.GetInt64(4), r.GetInt64(5), r.GetInt32(6));
            }
        }
    }
}
