using System.ComponentModel.DataAnnotations.Schema;
using CdcReplicator;

namespace BankTransfers;

/// <summary>The shortest whole example: connect, write, read what was written.</summary>
internal static class FirstSteps
{
    public const long Ann = 9_000_000_001;
    public const long Bob = 9_000_000_002;

    [Table("accounts")]
    private sealed record Account(long Id, string Owner, long Balance);

    public static async Task RunAsync(string log, IDictionary<string, string> credentials)
    {
        var options = new CdcClusterOptions { NodeCredentials = credentials };
        await using var cluster = await CdcCluster.ConnectAsync(log, options);
        var receipt = await cluster.WriteAsync(tx =>
            tx.Table<Account>().Upsert(new Account(Ann, "Ann", 100)).Upsert(new Account(Bob, "Bob", 0))
        );
        await using var connection = await cluster.OpenConnectionAsync(ReadLevel.AtLeast(receipt.SessionToken));
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT balance FROM accounts WHERE id = @id";
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@id", Ann);
        command.Parameters.Add(id);
        Console.WriteLine($"Ann has {await command.ExecuteScalarAsync()} (sequence {receipt.Sequence})");
    }
}
