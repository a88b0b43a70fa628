using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Model;

public sealed class RememberedPlaceTests
{
    [Fact]
    public void Then_ManyPlaces_RemembersTheNewest()
    {
        var last = new RememberedPlace(default, 1, isFirst: true);
        for (var i = 1; i <= 1000; i++)
        {
            last = last.Then(new SourcePlace(i, 0, 0));

            Assert.InRange(last.Depth, Math.Min(i + 1, RememberedPlace.Least), 2 * RememberedPlace.Least);
            Assert.Equal(
                Enumerable.Range(i - last.Depth + 1, last.Depth).Select(n => (long)n),
                last.ToList().Select(place => place.Place.Commit)
            );
            Assert.Equal(last.Depth == i + 1, last.ToList()[0].IsFirst);
        }
    }

    [Fact]
    public void OneMore_KeepsThePlaceAndThoseBefore()
    {
        var last = new RememberedPlace(default, 1, isFirst: true).Then(new SourcePlace(5, 6, 7)).OneMore();

        Assert.Equal((2, 2, new SourcePlace(5, 6, 7)), (last.Count, last.Depth, last.Place));
    }
}
