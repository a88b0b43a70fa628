namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>
/// When reads of a node say nothing: from when somebody spoils it until 5 s after its verdicts show that it differs.
/// The seconds are counted in looks, which a busy machine delays as it delays the nodes.
/// </summary>
internal sealed class SpoiltSpans
{
    private static readonly int LooksUntilOut = (int)(TimeSpan.FromSeconds(5) / DayWatch.Interval);

    private readonly Dictionary<string, List<(int At, bool IsShown)>> _marks = [];
    private readonly List<int> _looks = [];

    public void Add(DayEvent happened, int at)
    {
        switch (happened)
        {
            case DayEvent.Spoilt spoilt:
                Of(spoilt.Node).Add((at, IsShown: false));
                break;
            case DayEvent.Shown shown:
                Of(shown.Node).Add((at, IsShown: true));
                break;
            case DayEvent.Looked:
                _looks.Add(at);
                break;
        }
    }

    /// <summary>Whether somebody ever spoilt it.</summary>
    public bool IsSpoilt(string node) => _marks.TryGetValue(node, out var marks) && marks.Any(mark => !mark.IsShown);

    /// <summary>Whether nothing can be said of a read that was noted at a place.</summary>
    public bool IsExempt(DayEvent.Read read, int at)
    {
        var marks = _marks.GetValueOrDefault(read.Node) ?? [];
        var spoilt = marks.FindLastIndex(mark => !mark.IsShown && mark.At < at);
        if (spoilt < 0)
        {
            return false;
        }

        var shown = marks.FindIndex(spoilt, mark => mark.IsShown);
        return shown < 0 || _looks.Count(look => look > marks[shown].At && look < read.Began) < LooksUntilOut;
    }

    private List<(int At, bool IsShown)> Of(string node)
    {
        if (!_marks.TryGetValue(node, out var marks))
        {
            _marks[node] = marks = [];
        }

        return marks;
    }
}
