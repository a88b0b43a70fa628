using System.ComponentModel.DataAnnotations.Schema;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class TableTests
{
    [Table("accounts")]
    private sealed record Account(int Id, string OwnerName, decimal Balance);

    [Table("accounts", Schema = "bank")]
    private sealed record BankAccount(int Id);

    private sealed record Unnamed(int Id);

    [Fact]
    public async Task Table_ByName_AddsWhatTheShorthandAdds()
    {
        await using var fixture = await ClusterFixture.StartAsync();

        await fixture.Cluster.WriteAsync(tx =>
            tx.Insert("accounts", new Account(1, "Ann", 10))
                .Upsert("accounts", new Account(2, "Bob", 5))
                .Update("accounts", new { id = 1 }, new { balance = 4m }, expect: new { balance = 10m })
                .Delete("accounts", new { id = 2 }, expect: new { balance = 5m })
        );
        await fixture.Cluster.WriteAsync(tx =>
            tx.Table("accounts")
                .Insert(new Account(1, "Ann", 10))
                .Upsert(new Account(2, "Bob", 5))
                .Update(key: new { id = 1 }, set: new { balance = 4m }, expect: new { balance = 10m })
                .Delete(key: new { id = 2 }, expect: new { balance = 5m })
        );
        await fixture.Cluster.WriteAsync(tx =>
            tx.Table<Account>()
                .Insert(new Account(1, "Ann", 10))
                .Upsert(new Account(2, "Bob", 5))
                .Update(expect: new { Balance = 10m }, set: new { Balance = 4m }, key: new { Id = 1 })
                .Delete(expect: new { Balance = 5m }, key: new { Id = 2 })
        );

        var changes = (await fixture.RowsAsync()).Select(row => Described(row.Change)).ToList();
        Assert.Equal(12, changes.Count);
        Assert.Equal(changes[..4], changes[4..8]);
        Assert.Equal(changes[..4], changes[8..]);
    }

    [Fact]
    public async Task Table_AsText_IsCheckedWhenItIsAskedFor()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var transaction = fixture.Cluster.CreateTransaction();

        Assert.Throws<ArgumentException>(() => transaction.Table(""));
        Assert.Throws<ArgumentNullException>(() => transaction.Table<Account>(null!));
        Assert.Equal("bank.accounts", transaction.Table("bank.accounts").Name);
    }

    [Fact]
    public async Task Table_OfAType_IsNamedByItsAttributeAndNeverGuessed()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var transaction = fixture.Cluster.CreateTransaction();

        Assert.Equal("accounts", transaction.Table<Account>().Name);
        Assert.Equal("bank.accounts", transaction.Table<BankAccount>().Name);
        Assert.Equal("units", transaction.Table<Unnamed>("units").Name);
        var error = Assert.Throws<InvalidOperationException>(() => transaction.Table<Unnamed>());
        Assert.Contains("[Table(", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_WithoutANecessaryRow_IsRefusedWhenItIsAdded()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var table = fixture.Cluster.CreateTransaction().Table("accounts");
        var row = new { id = 1 };

        Assert.Equal("key", Assert.Throws<ArgumentNullException>(() => table.Update(set: row)).ParamName);
        Assert.Equal("set", Assert.Throws<ArgumentNullException>(() => table.Update(key: row)).ParamName);
        Assert.Equal("key", Assert.Throws<ArgumentNullException>(() => table.Delete(expect: row)).ParamName);
    }

    [Fact]
    public void Parameters_OfCallsWithSeveralRows_CannotBeGivenByPlace()
    {
        Type[] tables = [typeof(CdcTable), typeof(CdcTable<Account>)];
        foreach (var name in (string[])[nameof(CdcTable.Update), nameof(CdcTable.Delete)])
        {
            Assert.All(
                tables,
                table =>
                {
                    var first = table.GetMethod(name)!.GetParameters()[0];
                    Assert.Equal(typeof(ArgumentsByName), first.ParameterType);
                    Assert.Empty(typeof(ArgumentsByName).GetConstructors());
                }
            );
        }
    }

    private static string Described(RowChange change) =>
        $"{change.Operation} {change.Table} key {Described(change.Key)}; before {Described(change.Before)}; "
        + $"after {Described(change.After)}";

    private static string Described(RowImage? image) =>
        image is { } row
            ? string.Join(", ", row.Shape.Columns.Zip(row.ToValues(), (name, value) => $"{name}={value}"))
            : "none";
}
