using CdcReplicator.Cli;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class BankTests
{
    [Fact]
    public void Next_ManyTransfers_KeepTheTotalAndOverdrawNow()
    {
        var bank = new Bank(branch: 2, accounts: 10, openingBalance: 500, seed: 7);
        var balances = bank.AccountIds.ToDictionary(id => id, _ => 500L);
        var overdrafts = 0;
        for (var i = 0; i < 10 * Bank.OverdraftEvery; i++)
        {
            var transfer = bank.Next();
            Assert.Equal(balances[transfer.From], transfer.FromBalance);
            Assert.Equal(balances[transfer.To], transfer.ToBalance);
            if (transfer.Amount > transfer.FromBalance)
            {
                overdrafts++;
                continue;
            }

            balances[transfer.From] -= transfer.Amount;
            balances[transfer.To] += transfer.Amount;
        }

        Assert.Equal(10, overdrafts);
        Assert.Equal(bank.Total, balances.Values.Sum());
    }
}
