using CdcReplicator;

namespace BankTransfers;

/// <summary>Transfers that are right whoever else writes at the same time.</summary>
internal sealed class Bank(CdcCluster cluster)
{
    private const int MaxAttempts = 5;

    /// <summary>Moves money; decides anew if somebody else changed one of the accounts in between.</summary>
    public async Task<CommitReceipt> TransferAsync(long fromAccount, long toAccount, long amount)
    {
        var session = cluster.CreateSession();
        for (var attempt = 1; ; attempt++)
        {
            var from = await BalanceAsync(session, fromAccount);
            var to = await BalanceAsync(session, toAccount);
            try
            {
                return await session.WriteAsync(
                    tx =>
                        tx.Table("accounts")
                            .Update(
                                key: new { id = fromAccount },
                                set: new { balance = from - amount },
                                expect: new { balance = from }
                            )
                            .Update(
                                key: new { id = toAccount },
                                set: new { balance = to + amount },
                                expect: new { balance = to }
                            ),
                    Durability.Applied(1)
                );
            }
            catch (TransactionRejectedException rejected)
                when (rejected.Rejection.Reason == RejectionReason.ExpectationFailed && attempt < MaxAttempts)
            {
                Console.WriteLine($"{rejected.Rejection.Table} {rejected.Rejection.Key} has changed; reading again");
            }
        }
    }

    private static async Task<long> BalanceAsync(CdcSession session, long account)
    {
        await using var connection = await session.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT balance FROM accounts WHERE id = {account}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
