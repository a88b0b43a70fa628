using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Finds the keys in which the nodes differ in one table: buckets that differ are divided until their rows can be
/// listed whole. Every round is of one sequence, and only what one round says is compared.
/// </summary>
internal sealed class TableSearch(TablePlan plan)
{
    /// <summary>
    /// A bucket of no more rows than this is listed; half of what a node lists at most, so that it may grow meanwhile.
    /// </summary>
    internal const int ListedRows = PartDigest.MaxRows / 2;

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
    public void Begin(PartRequest whole, IReadOnlyDictionary<string, TableDigest> answers)
    {
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
        Problem = Unlike(answers) ?? Lacking(answers) ?? Incomplete(asked, answers.Values);
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
            CompareRows(parts);
        }
        else if (parts.Values.All(part => part.Children is not null))
        {
            CompareChildren(request.Part, parts);
        }
        else
        {
            // It has grown since it was chosen to be listed.
            Add(
                request with
                {
                    WithRows = !request.Part.CanDivide,
                },
                parts.ToDictionary(node => node.Key, node => node.Value.Total)
            );
        }
    }

    private void CompareRows(Dictionary<string, PartDigest> parts)
    {
        var listed = parts.ToDictionary(
            node => node.Key,
            node => node.Value.Rows!.ToDictionary(row => row.Key, StringComparer.Ordinal)
        );
        foreach (var key in listed.Values.SelectMany(rows => rows.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var seen = listed.ToDictionary(node => node.Key, node => node.Value.GetValueOrDefault(key));
            if (seen.Values.Distinct().Count() > 1)
            {
                _keys.Add(KeyDifference.Of(key, seen));
                _evidence.Add(new Evidence(plan.Table, key, KeyDifference.Tokens(seen)));
            }
        }
    }

    private void CompareChildren(TablePart parent, Dictionary<string, PartDigest> parts)
    {
        for (var place = 0; place < KeyPath.FanOut; place++)
        {
            var seen = parts.ToDictionary(node => node.Key, node => node.Value.Children![place]);
            if (seen.Values.Distinct().Count() > 1)
            {
                var child = parent.Child(place);
                var withRows = !child.CanDivide || seen.Values.All(bucket => bucket.Count <= ListedRows);
                Add(new PartRequest(child.Depth, child.Index, withRows), seen);
            }
        }
    }

    private void Add(PartRequest request, Dictionary<string, BucketDigest> seen) =>
        _suspects.Enqueue(new Suspect(request, seen));

    private static string? Unlike(IReadOnlyDictionary<string, TableDigest> answers)
    {
        var columns = answers.Values.Select(answer => string.Join(", ", answer.Columns)).Distinct().ToList();
        return columns.Count > 1
            ? $"its columns change meanwhile ({string.Join(" / ", columns)}); run verify again"
            : null;
    }

    private string? Lacking(IReadOnlyDictionary<string, TableDigest> answers)
    {
        var lacking = _rows.Keys.Where(node => !answers.ContainsKey(node)).ToList();
        return lacking.Count > 0 ? $"no further answer of {string.Join(" and ", lacking)}; run verify again" : null;
    }

    private static string? Incomplete(IReadOnlyList<PartRequest> asked, IEnumerable<TableDigest> answers) =>
        answers.Any(answer => asked.Any(request => answer.Parts.All(part => part.Part != request.Part)))
            ? "an answer lacks a part of it; run verify again"
            : null;
}
