using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A4: a node does not know which tables had rows, so one that was emptied is taken as it is.</summary>
internal sealed class EmptiedTableAccepted : PlantedBug
{
    public override INode Node(INode node) => new ForgetfulNode(node);

    private sealed class ForgetfulNode(INode inner) : PassingNode(inner)
    {
        public override Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken)
        {
            Forget();
            return base.OpenAsync(cluster, cancellationToken);
        }

        public override Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken) => Task.FromResult(true);

        private void Forget()
        {
            try
            {
                using var connection = new SqliteConnection($"Data Source={Endpoint};Pooling=False");
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "DELETE FROM cdc_replicator_known_tables";
                command.ExecuteNonQuery();
            }
            catch (SqliteException)
            {
                // Before the node is opened for the first time there is nothing to forget.
            }
        }
    }
}
