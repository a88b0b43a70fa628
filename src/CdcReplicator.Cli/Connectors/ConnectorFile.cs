using System.Text;
using System.Text.Json;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Cli;

/// <summary>Reads the files of Kafka Connect.</summary>
internal static class ConnectorFile
{
    /// <summary>A connector's file, and its worker's if there is one.</summary>
    /// <exception cref="BadInputException">A file cannot be read, or is no connector's.</exception>
    public static ConnectorSettings Read(FileInfo connector, FileInfo? worker)
    {
        var own = Settings(connector);
        return own.ContainsKey(ConnectorSettings.ClassSetting)
            ? new ConnectorSettings(own, worker is null ? null : Settings(worker))
            : throw new BadInputException([
                $"'{connector.FullName}' has no {ConnectorSettings.ClassSetting}: it is not the file of a connector.",
            ]);
    }

    private static Dictionary<string, string> Settings(FileInfo file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file.FullName);
            // Java reads .properties as Latin-1, whatever wrote them.
            var text = Encoding.Latin1.GetString(bytes);
            return text.TrimStart().StartsWith('{') ? FromJson(bytes) : PropertiesText.Parse(text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException([$"'{file.FullName}' cannot be read: {error.Message}"]);
        }
        catch (JsonException error)
        {
            // The reader's message may quote the text, and a password with it.
            throw new BadInputException([$"'{file.FullName}' is not valid JSON, line {error.LineNumber + 1}."]);
        }
        catch (FormatException error)
        {
            throw new BadInputException([$"'{file.FullName}' is not a properties file: {error.Message}"]);
        }
    }

    /// <summary>The body of POST /connectors, or only its configuration, as PUT takes it.</summary>
    private static Dictionary<string, string> FromJson(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        var config = root.TryGetProperty("config", out var inner) ? inner : root;
        return config.ValueKind == JsonValueKind.Object
            ? config
                .EnumerateObject()
                .Where(property => property.Value.ValueKind != JsonValueKind.Null)
                .GroupBy(property => property.Name, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Last().Value.ToString(), StringComparer.Ordinal)
            : throw new FormatException("config is not an object.");
    }
}
