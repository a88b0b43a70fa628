namespace CdcReplicator.ScheduleTests;

/// <summary>
/// What a seed decides. Half the seeds choose evenly among all that can run. The others rank what can run and seldom
/// change their mind: this finds what needs one strand to be
/// held back for long (after Burckhardt et al., "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs",
/// 2010).
/// </summary>
public sealed class Choices(int seed)
{
    private const int ChangesRankOneIn = 40;
    private const int PassesTimeOneIn = 100;

    private readonly Random _random = new(seed);
    private readonly bool _isRanked = seed % 2 != 0;
    private readonly int _preemptsOneIn = 2 + (seed / 2 % 4 * 4);

    /// <summary>A rank for something new.</summary>
    public double NewPriority() => _random.NextDouble();

    /// <summary>Whether the one that runs is held back at this point.</summary>
    public bool Preempts() => _random.Next(_preemptsOneIn) == 0;

    /// <summary>Whether time goes on although something can run: the machine may be slow.</summary>
    public bool LetsTimePass() => _random.Next(PassesTimeOneIn) == 0;

    /// <summary>Which of the ready goes on.</summary>
    public int Next(List<Strand> ready)
    {
        if (!_isRanked || _random.Next(ChangesRankOneIn) == 0)
        {
            return _random.Next(ready.Count);
        }

        var first = 0;
        for (var i = 1; i < ready.Count; i++)
        {
            if (ready[i].Priority > ready[first].Priority)
            {
                first = i;
            }
        }

        return first;
    }
}
