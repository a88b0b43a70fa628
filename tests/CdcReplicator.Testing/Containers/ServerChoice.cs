namespace CdcReplicator.Testing;

/// <summary>
/// Where a test's server comes from: the installed one if there is one, else a container, else nowhere.
/// </summary>
/// <param name="InContainer">Whether it is a container; else the installed server, which may be missing.</param>
/// <param name="SkipReason">Why the test is skipped; null to run it.</param>
internal sealed record ServerChoice(bool InContainer, string? SkipReason)
{
    /// <summary>Chooses.</summary>
    /// <param name="missing">What is not installed; null if all is.</param>
    /// <param name="engineProblem">
    /// What is wrong with the container engine; null if it answers. Asked only where something is missing.
    /// </param>
    /// <param name="required">
    /// Whether servers must be there: then the test runs, looks for the installed one, and fails by itself.
    /// </param>
    public static ServerChoice Of(string? missing, Func<string?> engineProblem, bool required)
    {
        ArgumentNullException.ThrowIfNull(engineProblem);
        if (missing is null)
        {
            return new ServerChoice(InContainer: false, SkipReason: null);
        }

        return engineProblem() is not { } problem ? new ServerChoice(InContainer: true, SkipReason: null)
            : required ? new ServerChoice(InContainer: false, SkipReason: null)
            : new ServerChoice(InContainer: false, $"{missing} And no container engine answers: {problem}");
    }
}
