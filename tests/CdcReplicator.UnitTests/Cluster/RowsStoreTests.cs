using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Cluster;

public sealed class RowsStoreTests
{
    private static readonly RowsQuestion Question = new(
        [new TableKeys("public.t", null, "a", ["1", "2"])],
        [],
        PatienceSeconds: 1
    );

    [Fact]
    public async Task ReadQuestion_AnotherHash_IsNoQuestion()
    {
        await using var log = await EmbeddedLogFixture.OpenAsync();
        var store = new RowsStore(log.Log.Metadata);
        var order = await store.AskAsync(Question, "b", CancellationToken.None);

        Assert.Equal("b", RowsOrder.TryParse(order.ToContent())!.Repair);
        Assert.Equal(1, (await store.ReadQuestionAsync(order, CancellationToken.None))!.PatienceSeconds);
        Assert.Null(await store.ReadQuestionAsync(order with { Hash = "0" }, CancellationToken.None));
    }

    [Fact]
    public async Task ReadAnswers_LongAnswer_IsWholeOrAnError()
    {
        await using var log = await EmbeddedLogFixture.OpenAsync();
        var store = new RowsStore(log.Log.Metadata);
        var order = await store.AskAsync(Question, null, CancellationToken.None);
        var row = new KeyedRow("1", "0", 1, [DataValue.Text(new string('x', 700_000))]);
        var answer = new RowsAnswer("n/1", 7, null, [new TableRows("public.t", ["v"], [row], [])], []);

        await store.PublishAsync(order.Id, answer, CancellationToken.None);
        Assert.Equal(
            700_000,
            (await store.ReadAnswersAsync(order.Id, CancellationToken.None))[0]
                .Tables[0]
                .Rows[0]
                .Values[0]
                .AsText()
                .Length
        );

        var pieces = await log.Log.Metadata.ReadAsync($"rows/{order.Id}/part/", CancellationToken.None);
        Assert.Equal(3, pieces.Count);
        await log.Log.Metadata.PutAsync(pieces[1].Key, null, CancellationToken.None);
        Assert.Equal(
            "its answer is not whole",
            Assert.Single(await store.ReadAnswersAsync(order.Id, CancellationToken.None)).Error
        );
    }

    [Fact]
    public async Task Remove_Everything_LeavesNothingBesideTheLog()
    {
        await using var log = await EmbeddedLogFixture.OpenAsync();
        var store = new RowsStore(log.Log.Metadata);
        var order = await store.AskAsync(Question, "b", CancellationToken.None);
        await store.PublishAsync(order.Id, RowsAnswer.Failed("a", 1, "no"), CancellationToken.None);
        await store.PublishAsync(order.Id, RepairOutcome.Failed("b", 1, "no"), CancellationToken.None);

        await store.RemoveAsync(order.Id, CancellationToken.None);

        Assert.Empty(await log.Log.Metadata.ReadAsync("rows/", CancellationToken.None));
    }
}
