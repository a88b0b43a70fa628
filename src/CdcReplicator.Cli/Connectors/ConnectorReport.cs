using System.Globalization;

namespace CdcReplicator.Cli;

/// <summary>What <c>connectors check</c> says.</summary>
internal static class ConnectorReport
{
    /// <summary>Findings and a summary, as lines.</summary>
    public static IEnumerable<string> Lines(ConnectorSettings settings, IReadOnlyList<ConnectorFinding> findings)
    {
        yield return $"{settings.Class}, topic.prefix {settings.Prefix ?? "missing"}";
        foreach (var finding in findings)
        {
            yield return "";
            yield return $"{Mark(finding.Level), -8} {finding.Setting} = {finding.Value}";
            yield return $"         {finding.What}";
            yield return $"         {finding.Remedy}";
        }

        yield return "";
        yield return Summary(findings);
    }

    private static string Summary(IReadOnlyList<ConnectorFinding> findings)
    {
        var counts = Enum.GetValues<FindingLevel>()
            .Select(level => (Mark: Mark(level), Count: findings.Count(finding => finding.Level == level)))
            .Where(pair => pair.Count > 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Count} {pair.Mark}"));
        return findings.Count == 0 ? "Nothing would be lost." : $"{string.Join(", ", counts)}.";
    }

    private static string Mark(FindingLevel level) => level.ToString().ToUpperInvariant();
}
