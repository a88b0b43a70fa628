using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.ChangeLog;

public sealed class ProofStoreTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_000_000));
    private readonly InMemoryMetadataStore _metadata;
    private readonly ProofStore _store;

    public ProofStoreTests()
    {
        _metadata = new InMemoryMetadataStore(_clock);
        _store = new ProofStore(_metadata);
    }

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    [Theory]
    // Since of t and u (0: no proof), void until, before; expected.
    [InlineData(50, 70, null, null, 50L)]
    [InlineData(50, 0, null, null, null)]
    [InlineData(50, 0, null, 20L, 20L)]
    [InlineData(50, 70, 50L, null, null)]
    [InlineData(50, 70, 49L, 20L, 50L)]
    public void Of_ProofsOfTables_IsAsOldAsTheOldest(int t, int u, long? voidUntil, long? before, long? expected)
    {
        TableProof[] proofs = [Proof("t", t), Proof("u", u), Proof("gone", 1)];

        var proof = NodeProof.Of(new NodeProof("a", before, "old"), ["t", "u"], proofs, voidUntil);

        Assert.Equal(expected, proof.Since);
        Assert.Null(proof.Difference);
        Assert.Equal(before, NodeProof.Of(new NodeProof("a", before), [], proofs, null).Since);
    }

    [Fact]
    public void Of_OneTableDiffers_TheNodeHasNoAge()
    {
        TableProof[] proofs = [Proof("t", 50), Proof("u", 70) with { Difference = "a row" }];

        var proof = NodeProof.Of(new NodeProof("a", 20), ["t", "u"], proofs, null);

        Assert.Equal("a row", proof.Difference);
        Assert.Null(proof.AgeAt(_clock.GetUtcNow()));
    }

    [Fact]
    public async Task Void_ProofsBefore_CountNoMoreAndLaterOnesDo()
    {
        await _store.PublishAsync(new NodeProof("a", Now), CancellationToken.None);
        await _store.PublishAsync(new NodeProof("b", Now), CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), await AgeAsync("a"));

        await _store.VoidAsync("a", CancellationToken.None);

        Assert.Null(await AgeAsync("a"));
        Assert.Equal(TimeSpan.FromSeconds(5), await AgeAsync("b"));
        await _store.PublishAsync(new NodeProof("a", Now), CancellationToken.None);
        Assert.Null(await AgeAsync("a"));
        await _store.PublishAsync(new NodeProof("a", Now + 1), CancellationToken.None);
        Assert.Equal(TimeSpan.Zero, await AgeAsync("a"));
    }

    [Fact]
    public async Task ReadNodes_EntryThatCannotBeRead_IsNoProofAndHidesOnlyItself()
    {
        await _store.PublishAsync(new NodeProof("a", Now), CancellationToken.None);
        await _metadata.PutAsync("proof/node/b", [1], CancellationToken.None);
        // What is said of another node than the key names.
        await _metadata.PutAsync("proof/node/c", """{"nodeId":"a","since":1}"""u8.ToArray(), CancellationToken.None);

        Assert.NotNull(await AgeAsync("a"));
        Assert.Null(await AgeAsync("b"));
        Assert.Null(await AgeAsync("c"));
        await _metadata.PutAsync("proof-round", [1], CancellationToken.None);
        Assert.Null(await _store.ReadRoundAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Publish_TableProof_IsReadBackAndForgottenWithTheNode()
    {
        var proof = Proof("public.a/b", 40);
        await _store.PublishAsync(proof, CancellationToken.None);
        await _store.PublishAsync(Proof("t", 40) with { NodeId = "a2" }, CancellationToken.None);

        Assert.Equal([proof], await _store.ReadTablesAsync("a", CancellationToken.None));

        await new MemberRemoval(_metadata, _clock).RemoveTracesAsync("a", CancellationToken.None);

        Assert.Empty(await _store.ReadTablesAsync("a", CancellationToken.None));
        Assert.Single(await _store.ReadTablesAsync("a2", CancellationToken.None));
    }

    [Fact]
    public async Task Directory_ProofsThatCome_AreKnownAndRing()
    {
        await using var directory = await ProofDirectory.OpenAsync(
            _metadata,
            TimeProvider.System,
            NullLogger<ProofDirectory>.Instance,
            CancellationToken.None
        );
        var changed = directory.Changed;

        await _store.PublishAsync(new NodeProof("a", Now), CancellationToken.None);

        await changed.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(Now, directory.Current.Of("a").Since);
    }

    private async Task<TimeSpan?> AgeAsync(string node) =>
        (await _store.ReadNodesAsync(CancellationToken.None)).Of(node).AgeAt(_clock.GetUtcNow());

    private static TableProof Proof(string table, int since) => new("a", table, since == 0 ? null : since, 3, 10);
}
