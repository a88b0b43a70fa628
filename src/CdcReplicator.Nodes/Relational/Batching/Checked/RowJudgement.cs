namespace CdcReplicator.Nodes;

/// <summary>What the database says of a row by its values alone, whatever other rows there are.</summary>
/// <param name="Reason">What it refuses the row for; null if it does not.</param>
/// <param name="Problem">What it says of it, a sentence.</param>
internal sealed record RowJudgement(RejectionReason? Reason, string Problem)
{
    /// <summary>The row may be written, unless other rows forbid it.</summary>
    public static readonly RowJudgement Passes = new(null, "");

    /// <summary>The same, of the value of a column.</summary>
    public RowJudgement InColumn(string column) => this with { Problem = RefusedColumn.Name(column, Problem) };

    /// <summary>
    /// What an error says. A row that meets others (UNIQUE, foreign key) has passed what is looked at before.
    /// </summary>
    /// <exception cref="ArgumentException">The error is not about the data.</exception>
    public static RowJudgement Of(DatabaseError error) =>
        error.Verdict.Reason switch
        {
            null => throw new ArgumentException("The error is not about the data.", nameof(error)),
            RejectionReason.CheckViolation or RejectionReason.InvalidValue => new RowJudgement(
                error.Verdict.Reason,
                error.Problem
            ),
            _ => Passes,
        };
}
