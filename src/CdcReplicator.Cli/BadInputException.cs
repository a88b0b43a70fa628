namespace CdcReplicator.Cli;

/// <summary>Everything that is wrong with what the user gave, all at once.</summary>
internal sealed class BadInputException(IReadOnlyList<string> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
