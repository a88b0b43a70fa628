using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class HeldBytesTests
{
    [Fact]
    public void Drop_Everything_IsEmptyAndCanHoldAgain()
    {
        var held = new HeldBytes();
        held.Hold([1, 2, 3]);

        held.Drop(1);
        Assert.Equal([2, 3], held.Bytes.ToArray());
        held.Drop(2);

        Assert.True(held.IsEmpty);
        Assert.Empty(held.Bytes.ToArray());
        held.Drop(0);
        held.Hold([4]);
        Assert.Equal([4], held.Bytes.ToArray());
    }

    [Fact]
    public void Clear_Held_IsEmpty()
    {
        var held = new HeldBytes();
        held.Hold([1, 2, 3]);

        held.Clear();
        held.Clear();

        Assert.True(held.IsEmpty);
        Assert.Empty(held.Bytes.ToArray());
    }
}
