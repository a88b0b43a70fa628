using CdcReplicator.Testing;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>What a day's cluster is made of: its log, and three nodes.</summary>
/// <param name="IsOnKafka">Whether the log is in Kafka.</param>
/// <param name="PostgresNodes">How many nodes are PostgreSQL databases; the others are SQLite files.</param>
internal sealed record DayShape(bool IsOnKafka, int PostgresNodes)
{
    private const int Nodes = 3;

    public static DayShape EmbeddedAndSqlite { get; } = new(IsOnKafka: false, 0);

    public static DayShape EmbeddedAndMixed { get; } = new(IsOnKafka: false, 1);

    public static DayShape EmbeddedAndPostgres { get; } = new(IsOnKafka: false, Nodes);

    public static DayShape KafkaAndSqlite { get; } = new(IsOnKafka: true, 0);

    public static DayShape KafkaAndMixed { get; } = new(IsOnKafka: true, 1);

    public static DayShape KafkaAndPostgres { get; } = new(IsOnKafka: true, Nodes);

    /// <summary>Starts the nodes and their appliers; one PostgreSQL node alone is served by a relay, too.</summary>
    public async Task<Day> StartAsync(PlantedBug bug)
    {
        var folder = new TempFolder();
        var day = new Day(bug, folder, await LogAsync(folder));
        for (var node = 0; node < Nodes; node++)
        {
            await day.AddAsync(await CreateAsync(day, node));
        }

        if (PostgresNodes == 1)
        {
            await day.OpenRelayAsync((PostgresDayDatabase)day.Nodes[0].Database);
        }

        return day;
    }

    private async Task<IDayLog> LogAsync(TempFolder folder) =>
        IsOnKafka
            ? new KafkaDayLog(await KafkaTestServer.GetBootstrapServersAsync(), KafkaTestServer.NewClusterName())
            : EmbeddedDayLog.Create(folder);

    private async Task<IDayDatabase> CreateAsync(Day day, int node) =>
        node < PostgresNodes
            ? await PostgresDayDatabase.CreateAsync($"node-{node}")
            : await SqliteDayDatabase.CreateAsync($"node-{node}", day.At($"node-{node}.db"));
}
