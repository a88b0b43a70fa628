namespace CdcReplicator.Cli;

/// <summary>Modes by words that nobody here knows.</summary>
internal sealed class ModeRules : IConnectorRule
{
    public IEnumerable<ConnectorFinding> Find(ConnectorSettings settings) =>
        from mode in SourceMode.All
        let word = settings.Word(mode.Setting)
        where word is not null && !mode.Takes(word)
        select new ConnectorFinding(
            mode.Setting,
            settings.Find(mode.Setting)!,
            FindingLevel.Unknown,
            $"This mode has no {mode.Key} here; the section leaves it out.",
            "Correct the word, or choose another mode (docs/debezium.md)."
        );
}
