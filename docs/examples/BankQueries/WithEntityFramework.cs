using CdcReplicator;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BankQueries;

/// <summary>EF Core reads through the session; a context lives as long as its connection.</summary>
internal static class WithEntityFramework
{
    public static async Task RunAsync(CdcSession session)
    {
        await session.WriteAsync(tx => tx.Update("accounts", new { id = Program.Cleo }, new { balance = 80 }));

        await using var bank = new BankContext(await session.OpenConnectionAsync<NpgsqlConnection>());
        var rich = await bank
            .Accounts.Where(account => account.Balance >= 75)
            .OrderBy(account => account.Id)
            .ToListAsync();

        Console.WriteLine($"EF Core: {rich[^1].Owner} has {rich[^1].Balance}");
    }
}
