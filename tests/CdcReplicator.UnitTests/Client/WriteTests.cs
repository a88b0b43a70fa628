using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class WriteTests
{
    private sealed record AccountRow(int Id, string OwnerName, decimal Balance);

    [Fact]
    public async Task Write_OneTransaction_IsLoggedWithItsNumberAndCount()
    {
        await using var fixture = await ClusterFixture.StartAsync();

        var receipt = await fixture.Cluster.WriteAsync(tx =>
            tx.Insert(
                    "accounts",
                    new
                    {
                        id = 1,
                        owner_name = "Ann",
                        balance = 10m,
                    }
                )
                .Update("accounts", new { id = 2 }, new { note = "x" }, expect: new { balance = 5m })
                .Delete("accounts", new { id = 3 })
        );

        var rows = await fixture.RowsAsync();
        Assert.Equal(2, receipt.Sequence);
        Assert.Equal(new SessionToken(fixture.Cluster.Settings.Log, 2), receipt.SessionToken);
        Assert.Null(receipt.Verdict);
        Assert.Equal([1L, 2L, 3L], rows.Select(row => row.Transaction!.Value.TotalOrder));
        Assert.All(rows, row => Assert.Equal(3, row.Transaction!.Value.EventCount));
        Assert.All(rows, row => Assert.EndsWith(":1", row.Transaction!.Value.Id.ToString(), StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Equal(WellKnown.SdkConnector, row.Source.Connector));
        Assert.Equal(
            [ChangeOperation.Create, ChangeOperation.Update, ChangeOperation.Delete],
            rows.Select(row => row.Change.Operation)
        );
        Assert.True(rows[1].Change.Before!.Value.TryGet("balance", out _));
        Assert.False(rows[1].Change.After!.Value.TryGet("balance", out _));
    }

    public static TheoryData<object> SameRows =>
        [
            new
            {
                id = 7,
                owner_name = "Ann",
                balance = 1.50m,
            },
            new
            {
                Id = 7,
                OwnerName = "Ann",
                Balance = 1.5m,
            },
            new AccountRow(7, "Ann", 1.5m),
            new Dictionary<string, object?>
            {
                ["id"] = 7L,
                ["owner_name"] = "Ann",
                ["balance"] = 1.5m,
            },
        ];

    [Theory]
    [MemberData(nameof(SameRows))]
    public async Task Write_RowsOfAnyForm_AreTheSameRow(object row)
    {
        await using var fixture = await ClusterFixture.StartAsync();

        await fixture.Cluster.WriteAsync(tx => tx.Upsert("accounts", row));

        var change = Assert.Single(await fixture.RowsAsync()).Change;
        Assert.Equal(ChangeOperation.Read, change.Operation);
        Assert.Equal(["id", "owner_name", "balance"], change.After!.Value.Shape.Columns);
        Assert.Equal(DataValue.Integer(7), change.After.Value.ToValues()[0]);
        Assert.Equal(DataValue.Text("Ann"), change.After.Value.ToValues()[1]);
        Assert.Equal(DataValue.Decimal(BigDecimal.Parse("1.5")), change.After.Value.ToValues()[2]);
    }

    [Fact]
    public async Task Write_Repeatedly_NumbersRiseByOne()
    {
        await using var fixture = await ClusterFixture.StartAsync();

        await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Insert(fixture.Cluster, i)));

        var numbers = (await fixture.RowsAsync()).Select(row => row.Source.TransactionId);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long?)i), numbers);
    }

    [Fact]
    public async Task Write_LogRefuses_ThrowsAndUsesTheNumberAgain()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        fixture.Log.Lose(Testing.AppendLoss.Refused);

        await Assert.ThrowsAsync<LogUnavailableException>(() => Insert(fixture.Cluster, 1));
        await Insert(fixture.Cluster, 2);

        Assert.Equal(1, Assert.Single(await fixture.RowsAsync()).Source.TransactionId);
    }

    [Fact]
    public async Task Write_CancelledBefore_LeavesNoTrace()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            fixture.Cluster.WriteAsync(
                tx => tx.Insert("accounts", new { id = 1, owner_name = "Ann" }),
                cancellationToken: cancelled.Token
            )
        );

        Assert.Empty(fixture.Inner.Records);
    }

    [Fact]
    public async Task Commit_Twice_Refuses()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var transaction = fixture.Cluster.CreateTransaction().Delete("accounts", new { id = 1 });
        await transaction.CommitAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync());
    }

    [Fact]
    public async Task Write_KeyColumnAmongTheChanges_IsAKeyChange()
    {
        await using var fixture = await ClusterFixture.StartAsync();

        await fixture.Cluster.WriteAsync(tx => tx.Update("accounts", new { id = 1 }, new { id = 2 }));

        var rows = await fixture.RowsAsync();
        Assert.Equal([KeyChangeRole.OldRow, KeyChangeRole.NewRow], rows.Select(row => row.KeyChange));
    }

    private static Task<CommitReceipt> Insert(CdcCluster cluster, int id) =>
        cluster.WriteAsync(tx => tx.Insert("accounts", new { id, owner_name = "Ann" }));
}
