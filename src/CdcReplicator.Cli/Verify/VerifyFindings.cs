using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cli;

/// <summary>Sentences out of nodes' answers.</summary>
internal static class VerifyFindings
{
    private const int KeysShown = 20;

    /// <summary>Why nodes could not be compared.</summary>
    public static IReadOnlyList<string> Problems(IReadOnlyList<MemberView> members, IReadOnlyList<NodeDigest> answers)
    {
        var problems = new List<string>();
        foreach (var member in members)
        {
            var id = member.Status.NodeId;
            var answer = answers.FirstOrDefault(candidate => candidate.NodeId == id);
            if (answer is null)
            {
                problems.Add(
                    member.IsAlive
                        ? $"{id}: not compared: no answer in time (state {member.Status.State}). Wait until it has caught up, or give --timeout."
                        : $"{id}: not compared: its applier is dead. Start it again."
                );
            }
            else if (answer.Error is not null)
            {
                problems.Add($"{id}: not compared: {answer.Error}");
            }
        }

        return problems;
    }

    /// <summary>Tables that differ, with the keys that do.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<BucketRef> buckets, IReadOnlyList<NodeDigest> answers)
    {
        NodeDigest[] sound = [.. answers.Where(answer => answer.Error is null)];
        return [.. buckets.Select(bucket => bucket.Table).Distinct().Select(table => Difference(table, sound))];
    }

    private static string Difference(string table, NodeDigest[] answers)
    {
        var lacking = answers.Where(answer => answer.Tables.All(other => other.Table != table)).ToList();
        if (lacking.Count > 0)
        {
            return $"{table}: missing on {string.Join(", ", lacking.Select(answer => answer.NodeId))}.";
        }

        var rows = answers.ToDictionary(
            answer => answer.NodeId,
            answer =>
                answer
                    .Tables.First(other => other.Table == table)
                    .Rows.GroupBy(row => row.Key)
                    .ToDictionary(
                        group => group.Key,
                        group => string.Join(",", group.Select(row => row.Digest).Order())
                    )
        );
        var keys = rows
            .Values.SelectMany(keyed => keyed.Keys)
            .Distinct()
            .Where(key => Differs(rows, key))
            .Order()
            .ToList();
        var shown = string.Join(", ", keys.Take(KeysShown).Select(key => Describe(rows, key)));
        return keys.Count > KeysShown
            ? $"{table}: {shown} and {keys.Count - KeysShown} more keys."
            : $"{table}: {shown}.";
    }

    private static bool Differs(Dictionary<string, Dictionary<string, string>> rows, string key) =>
        rows.Values.Select(keyed => keyed.GetValueOrDefault(key)).Distinct().Count() > 1;

    private static string Describe(Dictionary<string, Dictionary<string, string>> rows, string key)
    {
        var missing = rows.Where(node => !node.Value.ContainsKey(key)).Select(node => node.Key).ToList();
        return missing.Count > 0 ? $"{key} missing on {string.Join(" and ", missing)}" : $"{key} differs";
    }
}
