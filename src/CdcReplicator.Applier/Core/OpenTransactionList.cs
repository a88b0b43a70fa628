using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Open transactions of connectors for people. A heartbeat goes out twice a second, so the list is bounded; what it has
/// no room for is counted.
/// </summary>
internal static class OpenTransactionList
{
    /// <summary>Most that are listed: the oldest.</summary>
    internal const int Listed = 20;

    /// <summary>Characters of a source's name and of an id at most.</summary>
    private const int MaxName = 200;

    public static IReadOnlyList<string> Of(IReadOnlyCollection<OpenTransactionInfo> open)
    {
        var listed = open.OrderBy(transaction => transaction.FirstOffset).Take(Listed).Select(Describe);
        return
        [
            .. open.Count > Listed
                ? listed.Append(string.Create(CultureInfo.InvariantCulture, $"and {open.Count - Listed} more"))
                : listed,
        ];
    }

    private static string Describe(OpenTransactionInfo open) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"source '{ShortText.Of(open.Source, MaxName)}' transaction {ShortText.Of(open.Id, MaxName)} "
                + $"open since {DateTimeOffset.FromUnixTimeMilliseconds(open.FirstAppendTime):u} "
                + $"(offset {open.FirstOffset}, attempt {open.Attempts})"
        );
}
