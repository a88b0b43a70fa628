using System.Globalization;

namespace CdcReplicator.Cli;

/// <summary>Several tasks write to the log at the same time: of SQL Server's, one for each database.</summary>
internal sealed class SeveralTasksRule : IConnectorRule
{
    public IEnumerable<ConnectorFinding> Find(ConnectorSettings settings)
    {
        var isOne =
            settings.Find("tasks.max") is not { } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tasks) && tasks <= 1);
        if (!isOne && settings.List("database.names").Count > 1)
        {
            yield return new ConnectorFinding(
                "tasks.max",
                settings.Find("tasks.max")!,
                FindingLevel.Refused,
                "Tasks of several databases write at the same time: their transactions mix in the log.",
                "Set it to 1, or give each database a connector of its own."
            );
        }
    }
}
