using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// The course of a comparison, without IO: what to ask next, and what the answers say. Rounds are bounded, so that
/// neither nodes nor log carry a table's rows at once.
/// </summary>
internal sealed class Comparison
{
    /// <summary>Rows that nodes list in one round, all tables together.</summary>
    internal const int RowsPerRound = 20_000;

    /// <summary>Buckets that nodes divide in one round.</summary>
    internal const int PartsPerRound = 512;

    /// <summary>Keys found in a table after which no more are looked for.</summary>
    internal const int MaxKeys = 20_000;

    private readonly Dictionary<string, TableSearch> _searches;
    private bool _hasStarted;

    public Comparison(VerifyPlan plan) =>
        _searches = plan.Tables.ToDictionary(table => table.Table, table => new TableSearch(table));

    /// <summary>Every table.</summary>
    public IEnumerable<TableSearch> Tables => _searches.Values;

    /// <summary>Tables found meanwhile not to be comparable.</summary>
    public IEnumerable<NotCompared> NotCompared =>
        _searches
            .Values.Where(search => search.Problem is not null)
            .Select(search => new NotCompared(search.Plan.Table, search.Problem!, ByChoice: false));

    /// <summary>What to ask in the next round; empty if there is nothing more to ask.</summary>
    public IReadOnlyList<TableRequest> Next()
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            return
            [
                .. _searches.Values.Select(search =>
                    search.Plan.Ask([Whole]) with
                    {
                        WithSchema = !search.Plan.IsOfRejections,
                    }
                ),
            ];
        }

        var requests = new List<TableRequest>();
        var (rows, parts) = (0L, 0);
        foreach (var search in _searches.Values.Where(search => search.Keys.Count < MaxKeys))
        {
            var asked = new List<PartRequest>();
            while (search.Next is { } next && (parts == 0 || Fits(next)))
            {
                rows += next.Request.WithRows ? next.Rows : 0;
                parts++;
                asked.Add(search.Dequeue());
            }

            if (asked.Count > 0)
            {
                requests.Add(search.Plan.Ask(asked));
            }
        }

        return requests;

        bool Fits(Suspect next) =>
            parts < PartsPerRound && (!next.Request.WithRows || rows + next.Rows <= RowsPerRound);
    }

    /// <summary>Takes the sound answers to what <see cref="Next"/> asked last, by node.</summary>
    public void Take(IReadOnlyList<TableRequest> asked, IReadOnlyDictionary<string, NodeDigest> answers)
    {
        foreach (var request in asked)
        {
            var search = _searches[request.Table];
            var tables = new Dictionary<string, TableDigest>();
            foreach (var node in search.Plan.Nodes.Where(answers.ContainsKey))
            {
                if (answers[node].Tables.FirstOrDefault(table => table.Table == request.Table) is { } table)
                {
                    tables.Add(node, table);
                }
            }

            if (request.Parts is [var only] && only == Whole)
            {
                search.Begin(only, tables, search.Plan.Nodes.Where(answers.ContainsKey));
            }
            else
            {
                search.Take(request.Parts, tables);
            }
        }
    }

    private static PartRequest Whole => new(TablePart.Whole.Depth, TablePart.Whole.Index, WithRows: false);
}
