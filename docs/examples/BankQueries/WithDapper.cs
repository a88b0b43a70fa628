using CdcReplicator;
using Dapper;

namespace BankQueries;

/// <summary>Dapper works on what the session hands out, whichever kind of node that is.</summary>
internal static class WithDapper
{
    public static async Task RunAsync(CdcSession session)
    {
        await session.WriteAsync(tx => tx.Upsert("accounts", new Account(Program.Cleo, "Cleo", 70)));

        await using var connection = await session.OpenConnectionAsync();
        var cleo = await connection.QuerySingleAsync<Account>(
            "SELECT id, owner, balance FROM accounts WHERE id = @id",
            new { id = Program.Cleo }
        );

        Console.WriteLine($"Dapper: {cleo.Owner} has {cleo.Balance}");
    }
}
