using System.Text.Json.Serialization;

namespace CdcReplicator.Lifecycle;

/// <summary>What a comparison of all nodes found.</summary>
internal sealed record VerifyReport
{
    /// <summary>What it came to.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<VerifyOutcome>))]
    public VerifyOutcome Result =>
        Differences.Count > 0 ? VerifyOutcome.Different
        : Problems.Count == 0 && Nodes.Count > 1 ? VerifyOutcome.Identical
        : VerifyOutcome.NotCompared;

    /// <summary>The position all answers to the first question belong to; -1 if there is none.</summary>
    public required long Sequence { get; init; }

    /// <summary>Nodes that were compared.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>How many tables were compared.</summary>
    public required int Tables { get; init; }

    /// <summary>What was not compared.</summary>
    public required IReadOnlyList<NotCompared> NotCompared { get; init; }

    /// <summary>
    /// Whether some table was not compared though it should have been, or only some nodes have it: no node is known to
    /// be equal then.
    /// </summary>
    [JsonIgnore]
    public bool LacksTables { get; init; }

    /// <summary>Tables that some nodes lack.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>
    /// In what nodes' tables are made otherwise. What the rows are does not depend on it, so it takes no node out of
    /// reads, and no repair changes it.
    /// </summary>
    public IReadOnlyList<SchemaDifference> Schema { get; init; } = [];

    /// <summary>Tables whose rows differ.</summary>
    public IReadOnlyList<TableDifference> Details { get; init; } = [];

    /// <summary>The nodes that are the odd ones, whether or not that was written down.</summary>
    public IReadOnlyList<OddNode> OddNodes { get; init; } = [];

    /// <summary>
    /// Nodes that said before the comparison that they are locked, with the latest order to unlock or lock them.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, long> Locked { get; init; } = new Dictionary<string, long>();

    /// <summary>The repair that went before; null if there was none.</summary>
    public RepairReport? Repair { get; init; }

    /// <summary>What was written beside the log because of it, for people.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>The nodes that have in every table what a majority has.</summary>
    public IReadOnlyList<string> EqualNodes =>
        LacksTables || Nodes.Count < 2 ? [] : [.. Nodes.Except(OddNodes.Select(odd => odd.Node))];

    /// <summary>
    /// Nodes and tables that should have been compared and were not, for people. An error is never "equal".
    /// </summary>
    public IReadOnlyList<string> Problems => [.. NotCompared.Where(left => !left.ByChoice).Select(left => left.Text)];

    /// <summary>Tables that differ, with keys, for people.</summary>
    public IReadOnlyList<string> Differences =>
        [.. Missing, .. Schema.Select(part => part.Text), .. Details.Select(table => table.Text)];

    /// <summary>Whether <see cref="Result"/> is that all are the same.</summary>
    public bool Identical => Result == VerifyOutcome.Identical;
}
