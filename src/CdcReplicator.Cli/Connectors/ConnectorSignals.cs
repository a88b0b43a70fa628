namespace CdcReplicator.Cli;

/// <summary>Whether a connector takes signals, by which snapshots of some tables can be asked for.</summary>
internal static class ConnectorSignals
{
    /// <summary>The table that signals are written into.</summary>
    public const string Table = "signal.data.collection";

    /// <summary>The ways in which signals come.</summary>
    public const string Channels = "signal.enabled.channels";

    /// <summary>The way that needs the table; the default.</summary>
    public const string Source = "source";

    /// <summary>Whether it takes any. Its snapshots are of all its tables otherwise.</summary>
    public static bool AreTaken(ConnectorSettings settings) =>
        settings.Word(Table) is not null || (settings.Word(Channels) ?? Source) != Source;
}
