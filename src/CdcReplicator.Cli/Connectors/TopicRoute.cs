using System.Text.RegularExpressions;

namespace CdcReplicator.Cli;

/// <summary>To which topics a connector's records go.</summary>
internal static class TopicRoute
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The topics of BEGIN and END and of some tables, after the routers; null where an expression cannot be followed.
    /// </summary>
    public static IReadOnlyCollection<string>? Of(ConnectorSettings settings)
    {
        var routers = Transform.Of(settings).Where(transform => transform.IsRegexRouter).ToList();
        if (routers.Any(router => router.IsConditional))
        {
            return null;
        }

        try
        {
            return Topics(settings)
                .Select(topic => routers.Aggregate(topic, (name, router) => Routed(settings, router, name)))
                .ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception error) when (error is ArgumentException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Topics(ConnectorSettings settings)
    {
        var prefix = settings.Prefix ?? "";
        if (settings.IsOn("provide.transaction.metadata", otherwise: false))
        {
            yield return $"{prefix}.{settings.Find("topic.transaction") ?? "transaction"}";
        }

        foreach (var table in Tables(settings))
        {
            yield return $"{prefix}.{table}";
        }
    }

    /// <summary>The tables it names, where it names them; else two that any router must bring together.</summary>
    private static List<string> Tables(ConnectorSettings settings)
    {
        var named = Literals(settings, "table.include.list");
        if (named.Count > 0)
        {
            return named;
        }

        List<string> schemas = [.. Literals(settings, "schema.include.list").Select(schema => schema + ".a")];
        return schemas.Count > 0 ? schemas : ["public.a", "public.b"];
    }

    /// <summary>Those of a list of expressions that are plain names.</summary>
    private static List<string> Literals(ConnectorSettings settings, string setting) =>
        [
            .. settings
                .List(setting)
                .Select(name =>
                    name.Replace("[.]", ".", StringComparison.Ordinal).Replace("\\.", ".", StringComparison.Ordinal)
                )
                .Where(name => name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '$' or '-')),
        ];

    /// <summary>Java's <c>matches</c> and <c>replaceFirst</c>.</summary>
    private static string Routed(ConnectorSettings settings, Transform router, string topic)
    {
        var whole = new Regex(
            $"^(?:{router.Find(settings, "regex") ?? ""})\\z",
            RegexOptions.CultureInvariant,
            Patience
        );
        return whole.IsMatch(topic) ? whole.Replace(topic, router.Find(settings, "replacement") ?? "", 1) : topic;
    }
}
