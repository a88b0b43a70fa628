using System.Net;

namespace CdcReplicator.EndToEndTests;

/// <summary>The pages of a process under test.</summary>
internal sealed class HttpPages(int port) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    /// <summary>Asks until the answer fulfils a condition; nobody there yet is no answer.</summary>
    public async Task<(HttpStatusCode Status, string Body)> UntilAsync(
        string path,
        Func<(HttpStatusCode Status, string Body), bool> condition
    )
    {
        using var limit = new CancellationTokenSource(MonitoredRun.Patience);
        while (true)
        {
            try
            {
                var answer = await GetAsync(path);
                if (condition(answer))
                {
                    return answer;
                }
            }
            catch (HttpRequestException)
            {
                // Not there yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}
