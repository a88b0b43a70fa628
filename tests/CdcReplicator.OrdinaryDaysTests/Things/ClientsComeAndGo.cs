using System.Data.Common;
using Npgsql;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>
/// PostgreSQL clients come to the relay, send little or much, and go, some in the middle of an answer.
/// </summary>
internal sealed class ClientsComeAndGo : IOrdinaryThing
{
    private const int MuchBytes = 4 << 20;

    public bool CanHappen(Day day) => day.Relay is not null;

    public async Task HappenAsync(Day day, Random random)
    {
        for (var client = random.Next(3, 8); client > 0; client--)
        {
            try
            {
                await ComeAsync(day.Relay!, random.Next(3));
            }
            catch (Exception error) when (error is DbException or IOException)
            {
                // No node in time, or one that went: the client was told so.
            }
        }
    }

    private static async Task ComeAsync(DayRelay relay, int what)
    {
        await using var connection = await relay.ConnectAsync();
        await using var command = connection.CreateCommand();
        switch (what)
        {
            case 0:
                command.CommandText = $"SELECT count(*) FROM {DayTable.Name}";
                await command.ExecuteScalarAsync();
                break;
            case 1:
                command.CommandText = "SELECT length($1)";
                command.Parameters.Add(new NpgsqlParameter { Value = new string('x', MuchBytes) });
                await command.ExecuteScalarAsync();
                break;
            default:
                command.CommandText = $"SELECT repeat('x', 1000) FROM generate_series(1, {MuchBytes / 1000})";
                await using (var reader = await command.ExecuteReaderAsync())
                {
                    await reader.ReadAsync();
                    command.Cancel();
                }

                break;
        }
    }
}
