using System.Globalization;
using System.Text;

namespace CdcReplicator.Cli;

/// <summary>Metrics in Prometheus' text format, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The text; series of one name stand together.</summary>
    public static string Write(IReadOnlyList<MetricSeries> all)
    {
        var text = new StringBuilder();
        foreach (var group in all.GroupBy(series => series.Name, StringComparer.Ordinal))
        {
            var first = group.First();
            var name = NameOf(first);
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Escape(first.Help)}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {TypeOf(first.Kind)}\n");
            foreach (var series in group)
            {
                Write(text, name, series);
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, string name, MetricSeries series)
    {
        if (series.Kind != MetricKind.Histogram)
        {
            Line(text, name, series.Labels, series.Sum);
            return;
        }

        var counts = series.Counts;
        for (var i = 0; i < counts.Count; i++)
        {
            var bound = i < MetricSeries.Bounds.Count ? Number(MetricSeries.Bounds[i]) : "+Inf";
            Line(text, name + "_bucket", [.. series.Labels, new("le", bound)], counts[i]);
        }

        Line(text, name + "_sum", series.Labels, series.Sum);
        Line(text, name + "_count", series.Labels, counts[^1]);
    }

    private static void Line(
        StringBuilder text,
        string name,
        IReadOnlyList<KeyValuePair<string, string>> labels,
        double value
    )
    {
        var written = labels.Select(label => $"{label.Key.Replace('.', '_')}=\"{Escape(label.Value)}\"");
        text.Append(name)
            .Append(labels.Count == 0 ? "" : $"{{{string.Join(',', written)}}}")
            .Append(CultureInfo.InvariantCulture, $" {Number(value)}\n");
    }

    private static string NameOf(MetricSeries series) =>
        series.Name.Replace('.', '_')
        + series.Kind switch
        {
            MetricKind.Counter => "_total",
            MetricKind.Histogram => "_seconds",
            _ => "",
        };

    private static string TypeOf(MetricKind kind) =>
        kind switch
        {
            MetricKind.Counter => "counter",
            MetricKind.Histogram => "histogram",
            _ => "gauge",
        };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
}
