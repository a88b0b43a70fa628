using System.Text.Json;
using System.Text.RegularExpressions;
using CdcReplicator.Testing;

namespace CdcReplicator.EndToEndTests;

/// <summary>What a recorded connector was configured to do (<c>connector.json</c>).</summary>
internal static class RecordedConnector
{
    /// <summary>Which tables it captured: all, or those that its include list matches as a whole.</summary>
    public static Func<TableName, bool> TablesOf(string recording)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(CorpusFolder.In(recording, "connector.json")));
        if (!json.RootElement.GetProperty("config").TryGetProperty("table.include.list", out var list))
        {
            return _ => true;
        }

        var patterns = Regex
            .Split(list.GetString()!, @",(?![^(]*\))")
            .Select(pattern => new Regex($"^(?:{pattern})$", RegexOptions.IgnoreCase))
            .ToArray();
        return table => patterns.Any(pattern => pattern.IsMatch(table.ToString()));
    }
}
