using CdcReplicator;

namespace BankTransfers;

/// <summary>Changes the tables of all nodes.</summary>
internal static class Tables
{
    public static async Task AddEmailAsync(CdcCluster cluster, CancellationToken cancellationToken)
    {
        var receipt = await cluster.MigrateAsync(
            new Migration
            {
                Description = "e-mail addresses of owners",
                Postgres = "ALTER TABLE accounts ADD COLUMN email varchar(200)",
                Sqlite = "ALTER TABLE accounts ADD COLUMN email varchar(200)",
            },
            cancellationToken
        );
        await foreach (var members in cluster.WatchMembersAsync(cancellationToken))
        {
            if (members.All(member => member.Status.SchemaSequence >= receipt.Sequence))
            {
                return;
            }
        }
    }
}
