using System.Security.Cryptography;
using CdcReplicator;

namespace BankTransfers;

/// <summary>Reading your own writes, also from another process.</summary>
internal static class Sessions
{
    public static async Task RunAsync(CdcCluster cluster)
    {
        var session = cluster.CreateSession();
        await session.WriteAsync(tx =>
            tx.Table("accounts").Update(key: new { id = FirstSteps.Ann }, set: new { owner = "Ann Smith" })
        );
        await using (var mine = await session.OpenConnectionAsync(ReadLevel.Session))
        {
            Console.WriteLine($"Sees its own write: {await OwnerAsync(mine)}");
        }

        // The text goes into a cookie or a message; whoever has it reads at least what this session has seen.
        var text = (await session.GetTokenAsync()).ToString();
        var elsewhere = cluster.CreateSession(SessionToken.Parse(text));
        await using var theirs = await elsewhere.OpenConnectionAsync();
        Console.WriteLine($"So does the next one: {await OwnerAsync(theirs)}");
        await SignAsync(cluster, session, RandomNumberGenerator.GetBytes(SessionTokenSigner.MinimumKeyBytes));
    }

    private static async Task SignAsync(CdcCluster cluster, CdcSession session, byte[] key)
    {
        var signer = new SessionTokenSigner([key]);
        var signed = signer.Sign(await session.GetTokenAsync());
        var elsewhere = cluster.CreateSession(signer.Verify(signed));
        await using var theirs = await elsewhere.OpenConnectionAsync();
        Console.WriteLine($"And by a signed token: {await OwnerAsync(theirs)}");
    }

    private static async Task<object?> OwnerAsync(System.Data.Common.DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT owner FROM accounts WHERE id = {FirstSteps.Ann}";
        return await command.ExecuteScalarAsync();
    }
}
