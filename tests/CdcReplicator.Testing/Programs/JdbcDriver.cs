namespace CdcReplicator.Testing;

/// <summary>PostgreSQL's JDBC driver, where it is installed.</summary>
internal static class JdbcDriver
{
    /// <summary>Its jar: Debian's, else one that came with Debezium beside Kafka; null if there is none.</summary>
    public static string? Find() => File.Exists(Debian) ? Debian : BesideKafka();

    private const string Debian = "/usr/share/java/postgresql.jar";

    private static string? BesideKafka()
    {
        var kafka = Environment.GetEnvironmentVariable("KAFKA_HOME");
        var plugins = string.IsNullOrEmpty(kafka) ? null : Path.Combine(kafka, "plugins");
        return Directory.Exists(plugins)
            ? Directory.EnumerateFiles(plugins, "postgresql-*.jar", SearchOption.AllDirectories).FirstOrDefault()
            : null;
    }
}
