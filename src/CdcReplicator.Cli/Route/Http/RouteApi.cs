using System.Text.Json.Serialization.Metadata;
using CdcReplicator.Router;
using Microsoft.AspNetCore.Http;

namespace CdcReplicator.Cli;

/// <summary>What <c>route</c> answers over HTTP: the node to use, health, metrics.</summary>
internal sealed class RouteApi(ReadRouter router, LogId log, ReadLevel standard, MetricSums metrics)
{
    /// <summary>
    /// The relay's threads look at their deadlines ten times a second. One that does not for so long hangs.
    /// </summary>
    private static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(30);

    private volatile bool _isStopping;

    /// <summary>Whether the process is about to end: it is not ready any more.</summary>
    public bool IsStopping
    {
        get => _isStopping;
        set => _isStopping = value;
    }

    /// <summary><c>GET /route?level=…&amp;token=…&amp;kind=…</c></summary>
    private async Task RouteAsync(HttpContext context)
    {
        try
        {
            var requirement = ReadRequirementText.Read(Asked("level"), Asked("token"), standard, log) with
            {
                Kind = Asked("kind"),
            };
            var answer = await router.RouteAsync(
                requirement,
                (node, _) => Task.FromResult(Answer(node)),
                context.RequestAborted
            );
            await WriteAsync(context, StatusCodes.Status200OK, answer, RouteJson.Default.RouteAnswer);
        }
        catch (FormatException error)
        {
            await WriteAsync(
                context,
                StatusCodes.Status400BadRequest,
                new HttpProblem(error.Message, "See docs/operating.md."),
                HttpJson.Default.HttpProblem
            );
        }
        catch (ReplicationException error)
        {
            var status =
                error is ForeignTokenException
                    ? StatusCodes.Status400BadRequest
                    : StatusCodes.Status503ServiceUnavailable;
            await WriteAsync(
                context,
                status,
                new HttpProblem(error.Problem, error.Remedy),
                HttpJson.Default.HttpProblem
            );
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }

        string? Asked(string name) =>
            context.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;
    }

    /// <summary>The pages.</summary>
    /// <param name="relay">The relay, which is to move; null before it is there.</param>
    public IReadOnlyList<HttpPage> Pages(Func<PostgresRelay?> relay) =>
        [
            new("/route", CallerRole.Reader, RouteAsync),
            new("/health/live", CallerRole.Reader, context => LiveAsync(context, relay())) { ShowsStatusToAll = true },
            new("/health/ready", CallerRole.Reader, ReadyAsync) { ShowsStatusToAll = true },
            MetricsPage.Of(metrics),
        ];

    /// <summary>
    /// <c>GET /health/live</c>: the process answers and its relay moves; 503 if a thread of the relay hangs.
    /// </summary>
    private static Task LiveAsync(HttpContext context, PostgresRelay? relay)
    {
        if (relay?.SilentFor < HangsAfter || relay is null)
        {
            return context.Response.WriteAsync("live\n");
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync("a thread of the relay hangs\n");
    }

    /// <summary>
    /// <c>GET /health/ready</c>: some node serves reads; 503 if none does or the process is stopping.
    /// </summary>
    private Task ReadyAsync(HttpContext context)
    {
        var nodes = router.Nodes.Current.Select(member => NodeReport.Of(member, router.IsProved(member))).ToList();
        var isReady = !IsStopping && nodes.Any(node => node.Serves);
        return WriteAsync(
            context,
            isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new ReadyReport(isReady, IsStopping, nodes, Problem()),
            RouteJson.Default.ReadyReport
        );
    }

    private string? Problem() =>
        router.Nodes.Fault is { } fault
            ? $"Members cannot be followed: {fault.Problem}"
            : router
                .Nodes.Hidden.Select(hidden => $"Node '{hidden.NodeId}' is hidden: {hidden.Problem}")
                .FirstOrDefault();

    private static RouteAnswer Answer(RoutedNode node)
    {
        // The caller connects by itself. How that goes is not seen here.
        node.Lease.Abandon();
        return new RouteAnswer(node.NodeId, node.Kind, node.Endpoint, node.Position >= 0 ? node.Position : null);
    }

    private static Task WriteAsync<T>(HttpContext context, int status, T body, JsonTypeInfo<T> type) =>
        JsonPage.WriteAsync(context, status, body, type);
}
