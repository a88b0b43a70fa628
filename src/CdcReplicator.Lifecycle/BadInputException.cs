using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>Everything that is wrong with what the user gave, all at once; secrets in it are not repeated.</summary>
internal sealed class BadInputException : Exception
{
    public BadInputException(IReadOnlyList<string> problems)
        : this([.. problems.Select(Secrets.Hide)], isHidden: true) { }

    private BadInputException(string[] hidden, bool isHidden)
        : base(string.Join(Environment.NewLine, hidden)) => Problems = isHidden ? hidden : [];

    public IReadOnlyList<string> Problems { get; }
}
