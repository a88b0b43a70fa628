using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Finds the keys in which the nodes differ in one table: buckets that differ are divided until their rows can be
/// listed whole. Every round is of one sequence, and only what one round says is compared.
/// </summary>
internal sealed class TableSearch(TablePlan plan)
{
    private readonly Queue<Suspect> _suspects = [];
    private readonly List<Suspect> _asked = [];
    private readonly List<Evidence> _evidence = [];
    private readonly List<KeyDifference> _keys = [];
    private IReadOnlyDictionary<string, long> _rows = new Dictionary<string, long>();

    public TablePlan Plan => plan;

    /// <summary>Whether at least two nodes were compared in it.</summary>
    public bool IsCompared => _rows.Count > 1;

    /// <summary>Rows of each node, at the first round's sequence.</summary>
    public IReadOnlyDictionary<string, long> Rows => _rows;

    /// <summary>The keys found to differ.</summary>
    public IReadOnlyList<KeyDifference> Keys => _keys;

    /// <summary>
    /// Whether the first round has shown a difference. If nothing of it is found afterwards, it has gone meanwhile.
    /// </summary>
    public bool HasDiffered { get; private set; }

    /// <summary>Whether all buckets that differ were looked into.</summary>
    public bool IsComplete => Problem is null && _suspects.Count == 0;

    /// <summary>Why the table cannot be compared; null while it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>The first bucket not yet looked into, or null.</summary>
    public Suspect? Next => Problem is null && _suspects.TryPeek(out var next) ? next : null;

    /// <summary>What the nodes have where they differ: of each key, and of buckets that were not looked into.</summary>
    public IEnumerable<Evidence> Evidence =>
        _evidence.Concat(_suspects.Select(suspect => new Evidence(plan.Table, Key: null, suspect.Tokens)));

    /// <summary>Takes the first bucket off those not yet looked into.</summary>
    public PartRequest Dequeue()
    {
        _asked.Add(_suspects.Dequeue());
        return _asked[^1].Request;
    }

    /// <summary>Takes the answers to the first round, of the nodes that gave one.</summary>
    /// <param name="whole">What was asked for.</param>
    /// <param name="answers">The table, by node.</param>
    /// <param name="sound">Nodes that have answered, whether or not with this table.</param>
    public void Begin(PartRequest whole, IReadOnlyDictionary<string, TableDigest> answers, IEnumerable<string> sound)
    {
        if (sound.Where(node => !answers.ContainsKey(node)).ToList() is { Count: > 0 } lacking)
        {
            // A node that says nothing of a table is not equal in it.
            Problem = $"{string.Join(" and ", lacking)} gave no answer about it; run verify again";
            return;
        }

        if (answers.Count < 2)
        {
            return;
        }

        _rows = answers.ToDictionary(node => node.Key, node => node.Value.Parts.Sum(part => part.Total.Count));
        Take([whole], answers);
        HasDiffered = _suspects.Count > 0;
    }

    /// <summary>Takes the answers to a round. What cannot be looked into stays known to differ.</summary>
    public void Take(IReadOnlyList<PartRequest> asked, IReadOnlyDictionary<string, TableDigest> answers)
    {
        Problem = RoundCheck.ProblemOf(_rows.Keys, asked, answers);
        if (Problem is null)
        {
            _asked.Clear();
            foreach (var request in asked)
            {
                Take(
                    request,
                    answers.ToDictionary(
                        node => node.Key,
                        node => node.Value.Parts.First(part => part.Part == request.Part)
                    )
                );
            }
        }

        _asked.ForEach(_suspects.Enqueue);
        _asked.Clear();
    }

    private void Take(PartRequest request, Dictionary<string, PartDigest> parts)
    {
        if (parts.Values.Select(part => part.Total).Distinct().Count() == 1)
        {
            return;
        }

        if (parts.Values.All(part => part.Rows is not null))
        {
            foreach (var (key, seen) in PartComparison.Rows(parts))
            {
                _keys.Add(KeyDifference.Of(key, seen));
                _evidence.Add(new Evidence(plan.Table, key, KeyDifference.Tokens(seen)));
            }
        }
        else if (parts.Values.All(part => part.Children is not null))
        {
            foreach (var child in PartComparison.Children(request.Part, parts))
            {
                _suspects.Enqueue(child);
            }
        }
        else
        {
            // It has grown since it was chosen to be listed.
            _suspects.Enqueue(
                new Suspect(
                    request with
                    {
                        WithRows = !request.Part.CanDivide,
                    },
                    parts.ToDictionary(node => node.Key, node => node.Value.Total)
                )
            );
        }
    }
}
