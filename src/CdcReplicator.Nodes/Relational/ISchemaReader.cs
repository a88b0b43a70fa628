using System.Data.Common;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Reads what the tables of one kind of database are made of.</summary>
internal interface ISchemaReader
{
    /// <summary>All of them, without what is ignored.</summary>
    /// <param name="connection">One of <see cref="IRelationalDatabase.ConnectSnapshotAsync"/>.</param>
    /// <param name="ignored">What is left out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<TableSchema>> ReadAsync(
        DbConnection connection,
        IgnoreList ignored,
        CancellationToken cancellationToken
    );
}
