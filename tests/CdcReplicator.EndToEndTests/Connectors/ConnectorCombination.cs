using CdcReplicator.Debezium;

namespace CdcReplicator.EndToEndTests;

/// <summary>One way of setting up the connector for PostgreSQL.</summary>
/// <param name="Name">Name of connector, source, slot and publication.</param>
/// <param name="Settings">What is set in it beside what all have.</param>
internal sealed record ConnectorCombination(string Name, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Whether its records carry their schema.</summary>
    public bool HasSchema { get; init; }

    /// <summary>Whether a PostgreSQL node follows it too, beside the SQLite node.</summary>
    public bool OnPostgres { get; init; }

    /// <summary>What <c>connectors check</c> ends with: 0, or 6 where a mode loses something.</summary>
    public int CheckEndsWith { get; init; }

    /// <summary>Tables it captures beside those that all do.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Tables it does not capture, because its modes lose what is in them.</summary>
    public IReadOnlyList<string> NotCaptured { get; init; } = [];

    /// <summary>
    /// The setting that a node's message names which follows it without being told what it needs: without a section, or
    /// without what an operator adds to it. Null: no such node follows.
    /// </summary>
    public string? RefusedBy { get; init; }

    /// <summary>What an operator adds to the section about tables.</summary>
    public IReadOnlyList<SourceTableOptions> AddedTables { get; init; } = [];

    /// <summary>Columns of unknown types, which an operator adds to the section.</summary>
    public IReadOnlyList<string> UnknownDatatypeColumns { get; init; } = [];

    /// <summary>All tables it captures.</summary>
    public IEnumerable<string> Captured => ConnectorSource.Common.Except(NotCaptured).Concat(Tables);

    public override string ToString() => Name;
}
