using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public class CandidateChooserTests
{
    private const int Seed = 4711;

    [Fact]
    public void Choose_OneCandidate_TakesIt() =>
        Assert.Equal(0, CandidateChooser.Choose([Candidate("a", 99)], new Random(Seed)));

    [Fact]
    public void Choose_TwoCandidates_AlwaysTakesTheLessBusy()
    {
        var random = new Random(Seed);
        var chosen = Enumerable
            .Range(0, 100)
            .Select(_ => CandidateChooser.Choose([Candidate("a", 3), Candidate("b", 1)], random));

        Assert.All(chosen, index => Assert.Equal(1, index));
    }

    [Fact]
    public void Choose_EquallyBusy_SpreadsOverAll()
    {
        var random = new Random(Seed);
        var candidates = new[] { Candidate("a", 0), Candidate("b", 0), Candidate("c", 0) };

        var counts = Enumerable.Range(0, 3000).CountBy(_ => CandidateChooser.Choose(candidates, random)).ToDictionary();

        Assert.All([0, 1, 2], index => Assert.InRange(counts[index], 800, 1200));
    }

    [Fact]
    public void Choose_TheBusiestOfThree_IsNeverTaken()
    {
        var random = new Random(Seed);
        var candidates = new[] { Candidate("a", 0), Candidate("b", 5), Candidate("c", 1) };

        var chosen = Enumerable.Range(0, 300).Select(_ => CandidateChooser.Choose(candidates, random)).ToHashSet();

        Assert.Equal([0, 2], chosen.Order());
    }

    [Fact]
    public void Choose_None_Throws() =>
        Assert.Throws<ArgumentException>(() => CandidateChooser.Choose([], new Random(Seed)));

    private static ReadCandidate Candidate(string id, int inFlight) =>
        new(MemberSamples.Member(id, 0).Status, inFlight);
}
