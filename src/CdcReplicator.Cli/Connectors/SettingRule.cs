namespace CdcReplicator.Cli;

/// <summary>Judges one setting by its value.</summary>
/// <param name="setting">Its name.</param>
/// <param name="level">How bad it is where it does harm.</param>
/// <param name="what">What it does then.</param>
/// <param name="remedy">What to set.</param>
internal sealed class SettingRule(string setting, FindingLevel level, string what, string remedy) : IConnectorRule
{
    /// <summary>What the connector takes where nothing is set; null if nothing is nothing.</summary>
    public string? Default { get; init; }

    /// <summary>Which values, in small letters, do harm; any value by default.</summary>
    public Func<string, bool> Harms { get; init; } = _ => true;

    /// <summary>Whether the value is not shown: it is long, or may hold what nobody should read.</summary>
    public bool HidesValue { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ConnectorFinding> Find(ConnectorSettings settings)
    {
        var set = settings.Word(setting);
        if ((set ?? Default) is { } word && Harms(word))
        {
            var shown =
                set is null ? $"{Default}, the default"
                : HidesValue ? "(not shown)"
                : settings.Find(setting)!;
            yield return new ConnectorFinding(setting, shown, level, what, remedy);
        }
    }

    /// <summary>Harm in one of these words.</summary>
    public static Func<string, bool> In(params string[] words) => word => words.Contains(word);

    /// <summary>Harm in any value but these.</summary>
    public static Func<string, bool> NotIn(params string[] words) => word => !words.Contains(word);
}
