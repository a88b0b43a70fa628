using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>
/// A state is what happened before, in order: <c>start1</c> and <c>prepare2</c> take a batch, <c>go</c> starts the one
/// prepared, <c>commit</c> and <c>digested</c>. What waits is told by <c>effects</c>, <c>full</c>, <c>stopped</c>,
/// <c>unread</c> (no more records are wanted) and <c>passed=3</c> (records read after the position).
/// </summary>
public sealed class BatchPipelineTests
{
    private const long Followed = 1000;
    private static readonly ApplierSettings Settings = new() { IdleAdvanceInterval = 250, IdleAdvanceRecords = 100 };

    private readonly BatchPipeline _batches = new(Settings);
    private readonly Dictionary<BatchBuilder, int> _numbers = [];

    [Theory]
    [InlineData("", "", "Rest")]
    [InlineData("", "effects", "StartWaiting")]
    [InlineData("", "effects full", "StartWaiting")]
    [InlineData("", "effects stopped", "StartWaiting")]
    [InlineData("", "stopped", "Stop")]
    [InlineData("start1", "effects", "Rest")]
    [InlineData("start1", "effects full", "Prepare")]
    [InlineData("start1", "stopped", "Rest")]
    [InlineData("start1 prepare2", "effects full", "Rest")]
    [InlineData("start1 commit", "effects", "StartWaiting")]
    [InlineData("start1 prepare2 commit", "", "StartPrepared")]
    [InlineData("start1 prepare2 commit", "stopped", "StartPrepared")]
    [InlineData("start1 prepare2 commit go", "effects full", "Rest")]
    [InlineData("start1 prepare2 commit go put-off", "effects full", "Prepare")]
    [InlineData("start1 fail", "effects", "StartWaiting")]
    [InlineData("start1 prepare2 fail forget", "", "Rest")]
    [InlineData("checkpoint1 commit", "effects", "Rest")]
    [InlineData("checkpoint1 prepare2 commit", "effects", "Rest")]
    [InlineData("checkpoint1 commit", "stopped", "Rest")]
    [InlineData("checkpoint1 commit digested", "effects", "StartWaiting")]
    [InlineData("checkpoint1 prepare2 commit digested", "", "StartPrepared")]
    [InlineData("checkpoint1 commit forget", "effects", "StartWaiting")]
    public void Decide_StateAndWhatWaits_SaysWhatIsNext(string before, string waiting, string expected)
    {
        Run(before);

        Assert.Equal(expected, _batches.Decide(Waiting(waiting), Followed).ToString());
    }

    [Theory]
    [InlineData("", "passed=1", 249, "Rest", 250L)]
    [InlineData("", "passed=1", 250, "StartWaiting", 250L)]
    [InlineData("", "passed=99", 0, "Rest", 250L)]
    [InlineData("", "passed=100", 0, "StartWaiting", 250L)]
    [InlineData("", "passed=1 unread", 0, "StartWaiting", 250L)]
    [InlineData("", "", 250, "Rest", null)]
    [InlineData("", "passed=1 stopped", 250, "Stop", null)]
    [InlineData("start1", "passed=1", 250, "Rest", null)]
    [InlineData("start1 commit", "passed=1", 250, "StartWaiting", 250L)]
    public void Decide_NothingButRecordsWithoutEffect_MovesThePositionAtItsPace(
        string before,
        string waiting,
        long after,
        string expected,
        long? at
    )
    {
        Run(before);

        Assert.Equal(expected, _batches.Decide(Waiting(waiting), Followed + after).ToString());
        Assert.Equal(Followed + at, _batches.IdleAdvanceAt(Waiting(waiting)));
    }

    [Theory]
    [InlineData("start1", "", "", false)]
    [InlineData("start1 commit", "1", "", false)]
    [InlineData("start1 prepare2 commit", "1", "", false)]
    [InlineData("start1 prepare2 commit go", "", "1", true)]
    [InlineData("start1 commit start2", "", "1", true)]
    [InlineData("start1 prepare2 commit go put-off", "", "", false)]
    public void TakeDone_BatchUnderWay_IsPutOffToTheNextStep(
        string before,
        string atTheEnd,
        string inTheNext,
        bool hasPutOff
    )
    {
        Run(before);

        Assert.Equal(atTheEnd, Name(_batches.TakeDone()));
        Assert.Equal(hasPutOff, _batches.HasPutOff);
        Assert.Equal(inTheNext, Name(_batches.TakePutOff()));
        Assert.False(_batches.HasPutOff);
    }

    [Theory]
    [InlineData("start1 prepare2", "1", "2")]
    [InlineData("start1", "1", "")]
    [InlineData("start1 commit", "", "")]
    [InlineData("start1 prepare2 commit", "", "2")]
    [InlineData("", "", "")]
    public void End_Failure_ReleasesTheBatchUnderWayAndForgetsTheNext(string before, string ended, string forgotten)
    {
        Run(before);

        Assert.Equal(ended, Name(_batches.End()));
        Assert.Equal(forgotten, Name(_batches.ForgetNext()));
        Assert.Null(_batches.UnderWay);
        Assert.Null(_batches.End());
        Assert.Null(_batches.ForgetNext());
    }

    [Fact]
    public void ForgetNext_BatchUnderWay_StaysUntilItsAnswer()
    {
        Run("start1 prepare2");

        Assert.Equal("2", Name(_batches.ForgetNext()));

        Assert.Equal("1", Name(_batches.UnderWay?.Content));
    }

    private void Run(string before)
    {
        _batches.Follow(Followed);
        foreach (var what in before.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (what.TrimEnd('1', '2'))
            {
                case "start":
                    _batches.Start(Batch(what[^1] - '0'), Followed);
                    break;
                case "checkpoint":
                    _batches.Start(Checkpoint(what[^1] - '0'), Followed);
                    break;
                case "prepare":
                    _batches.Prepare(Batch(what[^1] - '0'));
                    break;
                case "go":
                    _batches.StartPrepared(Followed);
                    break;
                case "commit":
                    _batches.Commit(Followed);
                    break;
                case "digested":
                    _batches.DigestBegun();
                    break;
                case "fail":
                    _batches.End();
                    break;
                case "forget":
                    _batches.ForgetNext();
                    break;
                case "put-off":
                    _batches.TakePutOff();
                    break;
                default:
                    throw new ArgumentException(what, nameof(before));
            }
        }
    }

    private BuiltBatch Batch(int number) => Build(number, []);

    private BuiltBatch Checkpoint(int number)
    {
        List<CompletedTransaction> completed = [];
        new LogScript()
            .Control(WellKnown.CheckpointMessage, """{"id":"c","tables":[]}""")
            .Assemble(completed: completed);
        return Build(number, [new DecidedTransaction(completed.Single(), IsPassedOver: true, null)]);
    }

    private BuiltBatch Build(int number, IEnumerable<DecidedTransaction> waiting)
    {
        var content = new BatchBuilder(Settings);
        _numbers.Add(content, number);
        return new BuiltBatch(content.Take(new(waiting), NodePosition.Origin, null, 10, 10), content);
    }

    private string Name(BatchBuilder? content) => content is null ? "" : $"{_numbers[content]}";

    private static WaitingWork Waiting(string text)
    {
        var words = text.Split(' ');
        var passed = words.FirstOrDefault(word => word.StartsWith("passed=", StringComparison.Ordinal));
        return new WaitingWork(
            words.Contains("effects"),
            words.Contains("full"),
            !words.Contains("unread"),
            words.Contains("stopped"),
            passed is null ? 0 : long.Parse(passed["passed=".Length..], null)
        );
    }
}
