using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Cluster;

public sealed class ClaimStoreTests : IAsyncDisposable
{
    private readonly InMemoryChangeLog _log = new();

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    [Fact]
    public async Task Watch_ClaimThatCannotBeRead_IsAClaimAllTheSame()
    {
        await _log.Metadata.PutAsync("claim/a/x", [1, 2, 3], default);
        var version = await Store().PublishAsync(new NodeClaim("a", "y", "there", IsQuestion: true), default);
        await Store().PublishAsync(new NodeClaim("ab", "z", "elsewhere", IsQuestion: false), default);

        var claims = new List<(NodeClaim Claim, long Version)>();
        await foreach (var claim in Store().WatchAsync("a", default))
        {
            claims.Add(claim);
            if (claims.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(new NodeClaim("a", "x", "an unknown place", IsQuestion: false), claims[0].Claim);
        Assert.Equal((new NodeClaim("a", "y", "there", IsQuestion: true), version), claims[1]);
    }

    [Fact]
    public async Task Answer_Claim_IsHeardByTheClaimantAloneAndTakesTheClaimAway()
    {
        await Store().PublishAsync(new NodeClaim("a", "x", "there", IsQuestion: false), default);
        await Store().AnswerAsync(new ClaimAnswer("a", "xx", true, "m", "here"), default);

        await Store().AnswerAsync(new ClaimAnswer("a", "x", false, "m", "here"), default);

        await foreach (var answer in Store().WatchAnswersAsync("a", "x", default))
        {
            Assert.Equal(("x", false, "m serves here"), (answer.ApplierId, answer.IsSameDatabase, answer.Original));
            break;
        }

        Assert.Empty(await _log.Metadata.ReadAsync("claim/", default));
        await Store().RemoveAllAsync("a", default);
        Assert.Empty(await _log.Metadata.ReadAsync("claim", default));
    }

    private ClaimStore Store() => new(_log.Metadata);
}
