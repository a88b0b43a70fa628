using CdcReplicator.Model;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Asks the server which of some values it cannot read.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="binding">How values enter the server.</param>
internal sealed class PostgresRefusedValue(NpgsqlDataSource source, IValueBinding binding)
{
    /// <summary>The first of them; null if there is none, or if the server cannot be asked now.</summary>
    public async Task<int?> FindAsync(IReadOnlyList<BoundValue> values, CancellationToken stop)
    {
        int[] asked = [.. Enumerable.Range(0, values.Count).Where(i => IsCast(values[i].Type))];
        if (asked.Length == 0)
        {
            return null;
        }

        try
        {
            var connection = await source.OpenConnectionAsync(stop).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            foreach (var i in asked)
            {
                if (!await IsReadableAsync(connection, values[i], stop).ConfigureAwait(false))
                {
                    return i;
                }
            }
        }
        catch (Exception e) when (DriverErrors.Is(e))
        {
            // The message says what was refused. Only the column stays unnamed.
        }

        return null;
    }

    /// <summary>Whether the server makes a value out of a text; all others it gets as they are.</summary>
    private bool IsCast(ColumnType type) => binding.ParameterExpression("$1", type) != "$1";

    private async Task<bool> IsReadableAsync(NpgsqlConnection connection, BoundValue value, CancellationToken stop)
    {
        var command = connection.CreateCommand();
        await using var disposing = command.ConfigureAwait(false);
        command.CommandText = $"SELECT {binding.ParameterExpression("$1", value.Type)} IS NULL";
        command.Parameters.Add(binding.CreateParameter("$1", value.Value, value.Type));
        try
        {
            await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
            return true;
        }
        catch (PostgresException e) when (PostgresErrors.Classify(e.SqlState).Reason == RejectionReason.InvalidValue)
        {
            return false;
        }
    }
}
