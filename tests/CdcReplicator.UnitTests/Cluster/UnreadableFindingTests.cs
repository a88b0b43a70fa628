using System.Text;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>
/// What was found of a node and cannot be read: that node counts as differing, the others as they did.
/// </summary>
public sealed class UnreadableFindingTests
{
    private readonly InMemoryMetadataStore _store = new();
    private readonly DivergenceStore _findings;

    public UnreadableFindingTests() => _findings = new DivergenceStore(_store, TimeProvider.System);

    public static TheoryData<string> Unreadable =>
        [
            "\u0001",
            "null",
            """{"nodeId":"b"}""",
            """{"nodeId":"b","sequence":7,"since":"2026-01-01T00:00:00Z","foundBy":"Verify","reason":"it differs"}""",
            """{"nodeId":"b","isDiverged":false,"sequence":7,"since":"2026-01-01T00:00:00Z","foundBy":"Oracle","reason":"x"}""",
            """{"nodeId":"b","isDiverged":false,"sequence":7,"since":"2026-01-01T00:00:00Z","foundBy":"Verify","reason":null}""",
            """
                {"nodeId":"a","isDiverged":true,"sequence":7,"since":"2026-01-01T00:00:00Z","foundBy":"Verify",
                 "reason":"x"}
                """,
        ];

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Read_EntryThatCannotBeRead_CountsAsDifferingAndHidesNoOther(string entry)
    {
        await _findings.PublishAsync(Finding("a", isDiverged: true), default);
        await _findings.PublishAsync(Finding("c", isDiverged: false), default);
        await PutAsync(entry);

        var diverged = await _findings.ReadAsync(default);

        Assert.Equal(["a", "b"], diverged.Keys.Order());
        Assert.Contains("divergence/b", diverged["b"].Reason, StringComparison.Ordinal);
        Assert.Contains("accept b", diverged["b"].Reason, StringComparison.Ordinal);
        Assert.Equal(diverged["b"], await _findings.FindAsync("b", default));
        Assert.Equal(3, (await _findings.ReadAllAsync(default)).Count);
    }

    [Fact]
    public async Task Counts_EntryThatCannotBeRead_NoVerdictOfTheNodeDoes()
    {
        await PutAsync("null");

        var finding = await _findings.FindAsync("b", default);

        Assert.False(VerdictVoters.Counts(finding, 0));
        Assert.False(VerdictVoters.Counts(finding, 1_000_000));
    }

    [Fact]
    public async Task Watch_EntryThatCannotBeRead_IsToldAndFollowingGoesOn()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await PutAsync("null");
        await _findings.PublishAsync(Finding("c", isDiverged: true), default);
        var seen = new List<(string, bool?)>();

        await foreach (var (node, finding) in _findings.WatchAsync(patience.Token))
        {
            seen.Add((node, finding?.IsDiverged));
            if (node == "c")
            {
                break;
            }
        }

        Assert.Equal([("b", true), ("c", true)], seen);
    }

    [Fact]
    public async Task Clear_EntryThatCannotBeRead_MakesItReadable()
    {
        await PutAsync("null");

        Assert.True(await _findings.ClearAsync("b", 5, DivergenceFinder.Operator, "It is right.", default));

        Assert.Equal(
            (false, 5),
            await _findings.FindAsync("b", default) is { } now ? (now.IsDiverged, now.Sequence) : default
        );
    }

    private static Divergence Finding(string node, bool isDiverged) =>
        new(node, isDiverged, 7, DateTimeOffset.UnixEpoch, DivergenceFinder.Verify, "why");

    private Task<long> PutAsync(string entry) =>
        _store.PutAsync("divergence/b", Encoding.UTF8.GetBytes(entry), default);
}
