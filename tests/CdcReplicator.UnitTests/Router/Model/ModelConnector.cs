using System.Data.Common;
using System.Runtime.CompilerServices;
using CdcReplicator.Router;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.UnitTests.Router;

/// <summary>Connections to the model's nodes; a connection names its node.</summary>
internal sealed class ModelConnector(RouterModel model, bool isWatchable) : INodeReadConnector
{
    public Task<DbConnection> OpenAsync(MemberStatus member, CancellationToken cancellationToken) =>
        model.Find(member.NodeId).IsReachable
            ? Task.FromResult<DbConnection>(new SqliteConnection($"Data Source={member.NodeId}"))
            : throw new SqliteException("unable to open", 14);

    public Task<long?> ReadPositionAsync(
        MemberStatus member,
        DbConnection connection,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<long?>(
            model.Bug == PlantedBug.SomeNodeHasIt
                ? model.Nodes.Max(node => node.Position)
                : model.Find(connection.DataSource).Position
        );

    public async IAsyncEnumerable<long> WatchAsync(
        MemberStatus member,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (!isWatchable)
        {
            throw new SqliteException("no watching here", 1);
        }

        while (true)
        {
            var news = model.PositionNews;
            yield return model.Find(member.NodeId).Position;
            await news.WaitAsync(cancellationToken);
        }
    }
}
