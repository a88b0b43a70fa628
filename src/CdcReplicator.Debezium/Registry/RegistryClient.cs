using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Sends requests to a list of addresses: starts with the one that answered last, goes on to the next where one is
/// unreachable, slow or answers 5xx or 429, and gives up after a number of rounds.
/// </summary>
internal sealed class RegistryClient : IDisposable
{
    private const string ContentType = "application/vnd.schemaregistry.v1+json";
    private readonly HttpClient _http;
    private readonly RegistryAddress[] _addresses;
    private readonly ConfluentSchemaRegistryOptions _options;
    private readonly TimeProvider _time;
    private int _current;

    public RegistryClient(ConfluentSchemaRegistryOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _addresses = [.. options.Urls.Select(url => new RegistryAddress(url, options.UserName, options.Password))];
        _http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends a request until an address gives an answer that is not a fault of its server.</summary>
    /// <exception cref="SchemaRegistryUnavailableException">No address did.</exception>
    public async Task<RegistryAnswer> SendAsync(
        HttpMethod method,
        string path,
        byte[]? body,
        CancellationToken cancellationToken
    )
    {
        var failures = new Dictionary<RegistryAddress, string>();
        Exception? cause = null;
        for (var round = 0; round < _options.Rounds; round++)
        {
            if (round > 0)
            {
                await Task.Delay(_options.RetryDelay, _time, cancellationToken).ConfigureAwait(false);
            }

            var first = Volatile.Read(ref _current);
            for (var i = 0; i < _addresses.Length; i++)
            {
                var place = (first + i) % _addresses.Length;
                var address = _addresses[place];
                try
                {
                    var answer = await SendOnceAsync(address, method, path, body, cancellationToken)
                        .ConfigureAwait(false);
                    if (!IsServerFault(answer.Status))
                    {
                        Volatile.Write(ref _current, place);
                        return answer;
                    }

                    failures[address] = $"{(int)answer.Status}: {answer.Message}";
                }
                catch (HttpRequestException e)
                {
                    (failures[address], cause) = (e.HttpRequestError.ToString(), e);
                }
                catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
                {
                    (failures[address], cause) = ($"no answer in {_options.RequestTimeout.TotalSeconds:0.#} s", e);
                }
            }
        }

        var list = string.Join("; ", failures.Select(failure => $"{failure.Key} ({failure.Value})"));
        throw new SchemaRegistryUnavailableException(
            $"The schema registry could not be asked: {list}.",
            "Start it, or correct its URL; it is tried again.",
            cause
        );
    }

    public void Dispose() => _http.Dispose();

    private static bool IsServerFault(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;

    private async Task<RegistryAnswer> SendOnceAsync(
        RegistryAddress address,
        HttpMethod method,
        string path,
        byte[]? body,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var request = new HttpRequestMessage(method, address.At(path));
        request.Headers.Authorization = address.Authorization;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(ContentType));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json", 0.5));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        using var response = await _http
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token)
            .ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(RecordLimits.MaxSchemaBytes, either.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new RegistryAnswer(address, response.StatusCode, default) { IsTooLarge = true };
        }

        var text = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
        return new RegistryAnswer(address, response.StatusCode, ParseBody(text));
    }

    /// <summary>Proxies answer with pages that are not JSON; the status then says all there is.</summary>
    private static JsonElement ParseBody(byte[] text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            return JsonElement.TryParseValue(ref reader, out var body) ? body.Value : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
