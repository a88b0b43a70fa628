using BankTransfers;
using CdcReplicator;

// Runs against a cluster whose nodes have the tables of schema.sql, those of ./quickstart:
//   dotnet run --project docs/examples/BankTransfers -- embedded:/path/to/log
if (args.Length != 1)
{
    await Console.Error.WriteLineAsync(
        "Usage: BankTransfers LOG, where LOG is embedded:PATH or kafka://HOST:PORT/CLUSTER."
    );
    return 64;
}

try
{
    var credentials = new Dictionary<string, string>();
    if (Environment.GetEnvironmentVariable("BANK_POSTGRES_LOGIN") is { } login)
    {
        credentials["postgres"] = login; // "Username=...;Password=..."
    }

    await FirstSteps.RunAsync(args[0], credentials);
    await using var cluster = await CdcCluster.ConnectAsync(
        args[0],
        new CdcClusterOptions { NodeCredentials = credentials }
    );
    using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
    await Waiting.UntilActiveAsync(cluster, count: 1, patience.Token);
    await new Bank(cluster).TransferAsync(fromAccount: FirstSteps.Ann, toAccount: FirstSteps.Bob, amount: 5);
    await Sessions.RunAsync(cluster);
    await Outcomes.RunAsync(cluster);
    return 0;
}
catch (ReplicationException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
