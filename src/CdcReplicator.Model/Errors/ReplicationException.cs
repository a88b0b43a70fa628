namespace CdcReplicator;

/// <summary>Base of all errors of this system: what is wrong, where, and what to do next.</summary>
public class ReplicationException : Exception
{
    /// <summary>An error with its remedy.</summary>
    /// <param name="problem">
    /// What is wrong, naming the thing and the value. No secrets, no row data beyond keys.
    /// </param>
    /// <param name="remedy">What to do next, an imperative sentence.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public ReplicationException(string problem, string remedy, Exception? inner = null)
        : base($"{problem} {remedy}", inner)
    {
        Problem = problem;
        Remedy = remedy;
    }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }

    /// <summary>What to do next.</summary>
    public string Remedy { get; }

    /// <summary>Whether trying again by itself may help.</summary>
    public virtual bool IsTransient => false;

    /// <summary>
    /// Whether somebody may put it right from outside (a table, a column, a right, a file), after which a node goes on
    /// by itself. Its applier halts, shows the reason, and looks again every few seconds. Default: false.
    /// </summary>
    public bool MayHeal { get; init; }
}
