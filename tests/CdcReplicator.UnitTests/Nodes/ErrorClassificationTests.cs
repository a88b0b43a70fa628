using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class ErrorClassificationTests
{
    [Theory]
    [InlineData("23502", RejectionReason.NotNullViolation)]
    [InlineData("23503", RejectionReason.ForeignKeyViolation)]
    [InlineData("23001", RejectionReason.ForeignKeyViolation)]
    [InlineData("23505", RejectionReason.UniqueViolation)]
    [InlineData("23P01", RejectionReason.UniqueViolation)]
    [InlineData("23514", RejectionReason.CheckViolation)]
    [InlineData("22001", RejectionReason.InvalidValue)]
    [InlineData("22P02", RejectionReason.InvalidValue)]
    public void ClassifyPostgres_DataError_IsVerdict(string sqlState, RejectionReason reason) =>
        Assert.Equal(reason, PostgresErrors.Classify(sqlState).Reason);

    [Theory]
    [InlineData("08006")]
    [InlineData("57P01")]
    [InlineData("57P03")]
    [InlineData("53300")]
    [InlineData("53100")]
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("55P03")]
    [InlineData("25006")]
    [InlineData("25P03")]
    [InlineData("25P04")]
    [InlineData("57014")]
    [InlineData("57P02")]
    [InlineData("57P05")]
    public void ClassifyPostgres_PassingTrouble_IsTransient(string sqlState)
    {
        var verdict = PostgresErrors.Classify(sqlState);
        Assert.Null(verdict.Reason);
        Assert.True(verdict.IsTransient);
    }

    [Theory]
    [InlineData("28P01")]
    [InlineData("28000")]
    [InlineData("3D000")]
    [InlineData("42501")]
    [InlineData("42P01")]
    [InlineData("XX001")]
    [InlineData("P0001")]
    public void ClassifyPostgres_NeedsAPerson_IsFatal(string sqlState)
    {
        var verdict = PostgresErrors.Classify(sqlState);
        Assert.Null(verdict.Reason);
        Assert.False(verdict.IsTransient);
    }

    [Theory]
    [InlineData("42501", true)]
    [InlineData("42P01", true)]
    [InlineData("42703", true)]
    [InlineData("0A000", true)]
    [InlineData("3D000", true)]
    [InlineData("P0001", true)]
    [InlineData("28P01", false)]
    [InlineData("XX001", false)]
    public void ClassifyPostgres_Fault_MayHealUnlessTryingAgainIsOfNoUse(string sqlState, bool mayHeal) =>
        Assert.Equal(mayHeal, PostgresErrors.Classify(sqlState).MayHeal);

    [Theory]
    [InlineData(1, true)]
    [InlineData(17, true)]
    [InlineData(8, true)]
    [InlineData(14, true)]
    [InlineData(26, true)]
    [InlineData(1811, true)]
    [InlineData(11, false)]
    public void ClassifySqlite_Fault_MayHealUnlessTryingAgainIsOfNoUse(int code, bool mayHeal) =>
        Assert.Equal(mayHeal, SqliteErrors.Classify(code).MayHeal);

    [Theory]
    [InlineData(275, RejectionReason.CheckViolation)]
    [InlineData(787, RejectionReason.ForeignKeyViolation)]
    [InlineData(1299, RejectionReason.NotNullViolation)]
    [InlineData(1555, RejectionReason.UniqueViolation)]
    [InlineData(2067, RejectionReason.UniqueViolation)]
    [InlineData(3091, RejectionReason.InvalidValue)]
    [InlineData(20, RejectionReason.InvalidValue)]
    public void ClassifySqlite_DataError_IsVerdict(int code, RejectionReason reason) =>
        Assert.Equal(reason, SqliteErrors.Classify(code).Reason);

    [Theory]
    [InlineData(5, true)]
    [InlineData(261, true)]
    [InlineData(517, true)]
    [InlineData(6, true)]
    [InlineData(13, true)]
    [InlineData(10, true)]
    [InlineData(778, true)]
    [InlineData(8, false)]
    [InlineData(11, false)]
    [InlineData(14, false)]
    [InlineData(26, false)]
    [InlineData(1811, false)]
    public void ClassifySqlite_Fault_IsTransientOrNot(int code, bool isTransient)
    {
        var verdict = SqliteErrors.Classify(code);
        Assert.Null(verdict.Reason);
        Assert.Equal(isTransient, verdict.IsTransient);
    }
}
