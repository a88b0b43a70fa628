using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Confluent's schema registry (REST). Ids are immutable, so what was answered once is kept for ever. Safe for
/// concurrent use.
/// </summary>
internal sealed class ConfluentSchemaRegistry : ISchemaRegistry, IDisposable
{
    private const int SchemaNotFound = 40403;
    private readonly ConcurrentDictionary<int, string> _schemas = new();
    private readonly ConcurrentDictionary<(string Subject, string Schema), int> _ids = new();
    private readonly RegistryClient _client;
    private readonly ConfluentSchemaRegistryOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Makes a client; connects with the first request.</summary>
    /// <exception cref="ReplicationException">The options are not valid.</exception>
    public ConfluentSchemaRegistry(ConfluentSchemaRegistryOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } errors)
        {
            throw new ReplicationException(string.Join(" ", errors), "Correct the registry's settings.");
        }

        _options = options;
        _time = time;
        _client = new RegistryClient(options, time);
    }

    /// <inheritdoc/>
    public async ValueTask<string?> GetSchemaAsync(int id, CancellationToken cancellationToken)
    {
        if (_schemas.TryGetValue(id, out var known))
        {
            return known;
        }

        var path = string.Create(CultureInfo.InvariantCulture, $"schemas/ids/{id}");
        var answer = await _client.SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        if (IsUnknown(answer))
        {
            // A follower of the registry may not have read the newest schemas yet.
            await Task.Delay(_options.RetryDelay, _time, cancellationToken).ConfigureAwait(false);
            answer = await _client.SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        }

        if (IsUnknown(answer))
        {
            return null;
        }

        if (Expect(answer).IsTooLarge)
        {
            throw new MalformedDataException($"its schema {id} has more than {RecordLimits.MaxSchemaBytes} bytes");
        }

        var schema = answer.TextOf("schema") ?? throw NotARegistry(answer);
        return _schemas.GetOrAdd(id, schema);
    }

    /// <inheritdoc/>
    public async ValueTask<int> RegisterAsync(string subject, string schema, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        ArgumentException.ThrowIfNullOrEmpty(schema);
        if (_ids.TryGetValue((subject, schema), out var known))
        {
            return known;
        }

        var path = $"subjects/{Uri.EscapeDataString(subject)}/versions";
        var answer = await _client
            .SendAsync(HttpMethod.Post, path, Body(schema), cancellationToken)
            .ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.Conflict)
        {
            throw new ReplicationException(
                $"The schema registry {answer.Address} refused a schema of subject '{subject}' as incompatible: "
                    + $"{answer.Message}",
                $"Set the compatibility of subject '{subject}' to NONE, or undo the change of the table."
            );
        }

        if (answer.Status == HttpStatusCode.UnprocessableEntity)
        {
            throw new ReplicationException(
                $"The schema registry {answer.Address} refused a schema of subject '{subject}' ({answer.ErrorCode}): "
                    + $"{answer.Message}",
                "Report this with the table's definition."
            );
        }

        var id = Expect(answer).NumberOf("id") ?? throw NotARegistry(answer);
        _schemas.TryAdd(id, schema);
        return _ids.GetOrAdd((subject, schema), id);
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _client.Dispose();

    private static bool IsUnknown(RegistryAnswer answer) =>
        answer is { Status: HttpStatusCode.NotFound, ErrorCode: SchemaNotFound };

    private static RegistryAnswer Expect(RegistryAnswer answer) =>
        answer.Status switch
        {
            HttpStatusCode.OK => answer,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new SchemaRegistryUnavailableException(
                $"The schema registry {answer.Address} refused our login ({(int)answer.Status}).",
                "Check the user name and the password in the registry's settings, and the user's permissions."
            ),
            _ => throw NotARegistry(answer),
        };

    private static SchemaRegistryUnavailableException NotARegistry(RegistryAnswer answer) =>
        new(
            $"{answer.Address} does not answer like a schema registry ({(int)answer.Status}: {answer.Message}).",
            "Correct the registry's URL."
        );

    private static byte[] Body(string schema)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("schema", schema);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
