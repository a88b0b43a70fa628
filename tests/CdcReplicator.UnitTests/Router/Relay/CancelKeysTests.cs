using System.Net;
using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class CancelKeysTests
{
    private static readonly byte[] Key = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly NodeAddress A = new(new IPEndPoint(IPAddress.Loopback, 1), Tls: null);
    private static readonly NodeAddress B = new(new IPEndPoint(IPAddress.Loopback, 2), Tls: null);

    private readonly CancelKeys _keys = new();

    [Fact]
    public void Find_KeyOfASession_IsItsNodeUntilItEnds()
    {
        _keys.Add(Key, A);
        Assert.Equal(A, _keys.Find(Key));
        Assert.Null(_keys.Find([1, 2, 3, 4, 5, 6, 7, 9]));

        _keys.Remove(Key, A);

        Assert.Null(_keys.Find(Key));
    }

    [Fact]
    public void Remove_KeyThatALaterSessionHas_LeavesIt()
    {
        _keys.Add(Key, A);
        _keys.Add(Key, B);

        _keys.Remove(Key, A);

        Assert.Equal(B, _keys.Find(Key));
    }
}
