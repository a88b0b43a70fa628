using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>One state of the donor, for all workers. It lives until it is disposed.</summary>
internal interface ISeedSnapshot : IAsyncDisposable
{
    /// <summary>The log the donor belongs to.</summary>
    string Log { get; }

    /// <summary>The donor's position.</summary>
    NodePosition Position { get; }

    /// <summary>The connection that holds it.</summary>
    NodeSession Session { get; }

    /// <summary>What the donor has and the target gets.</summary>
    Task<SeedSchema> ReadSchemaAsync(CancellationToken cancellationToken);

    /// <summary>The rows of one of the donor's state tables: names of the columns, then values.</summary>
    IAsyncEnumerable<SeedStateRow> ReadStateAsync(string table, CancellationToken cancellationToken);

    /// <summary>The tables that were altered since just before the snapshot; asked beside it.</summary>
    Task<IReadOnlyList<string>> FindAlteredAsync(CancellationToken cancellationToken);
}
