using CdcReplicator.ChangeLog;
using Confluent.Kafka;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class AppendReportsTests
{
    private static readonly Error None = new(ErrorCode.NoError);

    [Theory]
    [InlineData("P P", AppendOutcome.Appended)]
    [InlineData("N N", AppendOutcome.NotAppended)]
    [InlineData("L", AppendOutcome.TooLarge)]
    [InlineData("L P", AppendOutcome.Unknown)]
    [InlineData("P N", AppendOutcome.Unknown)]
    [InlineData("N P", AppendOutcome.Unknown)]
    [InlineData("P U", AppendOutcome.Unknown)]
    [InlineData("U U", AppendOutcome.Unknown)]
    [InlineData("O", AppendOutcome.Unknown)]
    public void Decide_AllReports_GiveOneOutcome(string reports, object outcome)
    {
        var sut = new AppendReports();
        foreach (var report in reports.Split(' '))
        {
            var (error, status, offset) = report switch
            {
                "P" => (None, PersistenceStatus.Persisted, 7L),
                // In the log, but the broker did not say where.
                "O" => (None, PersistenceStatus.Persisted, -1001L),
                "N" => (new Error(ErrorCode.Local_MsgTimedOut), PersistenceStatus.NotPersisted, -1001L),
                "L" => (new Error(ErrorCode.MsgSizeTooLarge), PersistenceStatus.NotPersisted, -1001L),
                _ => (new Error(ErrorCode.Local_MsgTimedOut), PersistenceStatus.PossiblyPersisted, -1001L),
            };
            sut.Add(error, status, offset);
        }

        Assert.Equal((AppendOutcome)outcome, sut.Decide());
    }
}
