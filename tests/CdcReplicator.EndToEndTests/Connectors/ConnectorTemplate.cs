using CdcReplicator.LocalServers;

namespace CdcReplicator.EndToEndTests;

/// <summary>Files of <c>connectors/</c>, with nothing changed but addresses and names.</summary>
internal static class ConnectorTemplate
{
    /// <summary>The settings of a file, the given ones in place of its own.</summary>
    /// <exception cref="ArgumentException">The file has no such setting to replace.</exception>
    public static Dictionary<string, string> Read(string file, IEnumerable<KeyValuePair<string, string>> replaced)
    {
        var path = Path.Combine(AppContext.BaseDirectory, file);
        var settings = File.ReadLines(path)
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1]);
        foreach (var (name, value) in replaced)
        {
            settings[name] = settings.ContainsKey(name)
                ? value
                : throw new ArgumentException($"{file} has no setting {name}.");
        }

        return settings;
    }

    /// <summary>Writes settings as a file that Connect reads.</summary>
    public static string Write(string file, IEnumerable<KeyValuePair<string, string>> settings)
    {
        File.WriteAllText(file, JavaProperties.Write(settings));
        return file;
    }
}
