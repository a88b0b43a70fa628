using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CdcReplicator.Testing;

/// <summary>
/// The part of Confluent's registry API that we use, in this process, on a port of its own. Ids may be given
/// (<see cref="Add"/>), so that recorded bytes find their schemas.
/// </summary>
internal sealed class SchemaRegistryStub : IAsyncDisposable
{
    private const string ContentType = "application/vnd.schemaregistry.v1+json";
    private readonly HttpListener _listener;
    private readonly Task _serving;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, string> _schemas = [];
    private readonly HashSet<(string Subject, string Schema)> _subjects = [];
    private int _faults;
    private int _requests;

    private SchemaRegistryStub()
    {
        (_listener, Url) = Listen();
        _serving = ServeAsync();
    }

    /// <summary>Starts a registry without schemas.</summary>
    public static SchemaRegistryStub Start() => new();

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>If set, every request must carry this user and password (<c>user:password</c>).</summary>
    public string? RequiredLogin { get; set; }

    /// <summary>If set, every registration is refused with this HTTP status and error code.</summary>
    public (int Status, int Code)? Refusal { get; set; }

    /// <summary>Requests seen.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Path and content type of the last request with a body.</summary>
    public (string Path, string? ContentType)? LastPost { get; private set; }

    /// <summary>The next requests answer 500 with error code 50001.</summary>
    public void FailNext(int requests) => Volatile.Write(ref _faults, requests);

    /// <summary>Puts a schema under an id.</summary>
    public void Add(int id, string schema)
    {
        lock (_gate)
        {
            _schemas[id] = schema;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private static (HttpListener Listener, Uri Url) Listen()
    {
        // HttpListener cannot ask for a free port itself; another process may take the probed one first.
        for (var attempt = 0; ; attempt++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return (listener, new Uri($"http://127.0.0.1:{port}"));
            }
            catch (Exception e) when (e is HttpListenerException or SocketException && attempt < 20)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e)
                when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The listener was stopped, or a client went away in the middle of its request.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Interlocked.Increment(ref _requests);
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var (status, answer) = Decide(context.Request, await reader.ReadToEndAsync());
        var bytes = Encoding.UTF8.GetBytes(answer.ToJsonString());
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength64 = bytes.Length;
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }

    private (int Status, JsonNode Answer) Decide(HttpListenerRequest request, string body)
    {
        if (Interlocked.Decrement(ref _faults) >= 0)
        {
            return Error(500, 50001, "Error in the backend data store");
        }

        Volatile.Write(ref _faults, 0);
        if (RequiredLogin is { } login)
        {
            var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(login));
            if (request.Headers["Authorization"] != expected)
            {
                return Error(401, 401, "Unauthorized");
            }
        }

        var path = request.RawUrl!.Split('?')[0].Trim('/').Split('/');
        return (request.HttpMethod, path) switch
        {
            ("GET", ["schemas", "ids", var id]) => Get(int.Parse(id)),
            ("POST", ["subjects", var subject, "versions"]) => Post(request, Uri.UnescapeDataString(subject), body),
            _ => Error(404, 404, "HTTP 404 Not Found"),
        };
    }

    private (int Status, JsonNode Answer) Get(int id)
    {
        lock (_gate)
        {
            return _schemas.TryGetValue(id, out var schema)
                ? (200, new JsonObject { ["schema"] = schema })
                : Error(404, 40403, $"Schema {id} not found");
        }
    }

    private (int Status, JsonNode Answer) Post(HttpListenerRequest request, string subject, string body)
    {
        LastPost = (request.RawUrl!, request.ContentType);
        if (Refusal is { } refusal)
        {
            return Error(refusal.Status, refusal.Code, "Refused by the test");
        }

        var schema = JsonDocument.Parse(body).RootElement.GetProperty("schema").GetString()!;
        lock (_gate)
        {
            _subjects.Add((subject, schema));
            foreach (var (id, known) in _schemas)
            {
                if (known == schema)
                {
                    return (200, new JsonObject { ["id"] = id });
                }
            }

            var next = _schemas.Count == 0 ? 1 : _schemas.Keys.Max() + 1;
            _schemas.Add(next, schema);
            return (200, new JsonObject { ["id"] = next });
        }
    }

    /// <summary>What was registered under which subject.</summary>
    public IReadOnlyCollection<(string Subject, string Schema)> Subjects
    {
        get
        {
            lock (_gate)
            {
                return [.. _subjects];
            }
        }
    }

    private static (int Status, JsonNode Answer) Error(int status, int code, string message) =>
        (status, new JsonObject { ["error_code"] = code, ["message"] = message });
}
