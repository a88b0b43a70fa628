using CdcReplicator.ReadHistory;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>How much a run has shown, and the first broken promises.</summary>
internal sealed class HistoryTotals
{
    private const int Shown = 10;
    private readonly List<string> _firstBroken = [];
    private readonly Dictionary<string, int> _broken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _errors = new(StringComparer.Ordinal);

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    /// <summary>Sessions that began with the token of one that was killed.</summary>
    public int HandOvers { get; private set; }

    public int Broken => _broken.Values.Sum();

    public IReadOnlyList<string> FirstBroken => _firstBroken;

    /// <summary>Reads that got an error in place of an answer.</summary>
    public int Unanswered => _errors.Values.Sum();

    /// <summary>
    /// Checks the history in a folder. Files are read twice, line by line: receipts first, as a read may be checked
    /// against a later one.
    /// </summary>
    public static HistoryTotals Of(IReadOnlyList<string> files, IEnumerable<ClosedInterval> closed)
    {
        var totals = new HistoryTotals();
        var checker = new ReadHistoryChecker(files.SelectMany(Events).OfType<WriteEvent>(), closed);
        foreach (var happened in files.SelectMany(Events))
        {
            totals.Count(happened);
            foreach (var line in checker.Check(happened))
            {
                totals.AddBroken(line);
            }
        }

        return totals;
    }

    /// <summary>How many promises of a kind were broken.</summary>
    public int BrokenOf(string kind) => _broken.GetValueOrDefault(kind);

    public override string ToString() =>
        $"{Reads} reads, {Writes} writes, {HandOvers} tokens handed over, {Unanswered} unanswered "
        + $"({Join(_errors)}), {Broken} broken ({Join(_broken)})";

    private static string Join(Dictionary<string, int> counts) =>
        string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"));

    private static IEnumerable<HistoryEvent> Events(string file) => HistoryLine.Parse(File.ReadLines(file));

    private void Count(HistoryEvent happened)
    {
        switch (happened)
        {
            case ReadEvent:
                Reads++;
                break;
            case WriteEvent:
                Writes++;
                break;
            case TokenEvent { IsTaken: true }:
                HandOvers++;
                break;
            case UnansweredEvent unanswered:
                _errors[unanswered.Error] = _errors.GetValueOrDefault(unanswered.Error) + 1;
                break;
        }
    }

    private void AddBroken(string line)
    {
        var kind = line.Split(':')[0];
        _broken[kind] = _broken.GetValueOrDefault(kind) + 1;
        if (_firstBroken.Count < Shown)
        {
            _firstBroken.Add(line);
        }
    }
}
