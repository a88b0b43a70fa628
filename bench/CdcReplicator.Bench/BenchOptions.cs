using System.CommandLine;

namespace CdcReplicator.Bench;

/// <summary>Options that several benchmarks have, spelt once.</summary>
internal static class BenchOptions
{
    private const int MostRounds = 1000;

    public static Option<string> Log()
    {
        var option = new Option<string>("--log")
        {
            Description = "embedded (a file) or kafka (starts a throwaway broker from KAFKA_HOME).",
            DefaultValueFactory = _ => BenchChoices.Embedded,
        };
        return option.AcceptOnlyFromAmong(BenchChoices.Embedded, BenchChoices.Kafka);
    }

    public static Option<string> Node()
    {
        var option = new Option<string>("--node")
        {
            Description = "sqlite (a file) or postgres (starts throwaway servers from the installed programs).",
            DefaultValueFactory = _ => BenchChoices.Sqlite,
        };
        return option.AcceptOnlyFromAmong(BenchChoices.Postgres, BenchChoices.Sqlite);
    }

    public static Option<bool> Checked() =>
        new("--checked")
        {
            Description =
                "Write the changes as the SDK does, so that the node must check them. Default: trusted, as a capture "
                + "writes them.",
        };

    public static Option<int> Seed() =>
        new("--seed")
        {
            Description = "Seed of every random choice; the same seed is the same work.",
            DefaultValueFactory = _ => WorkloadCatalog.DefaultSeed,
        };

    public static Option<string?> Json() => new("--json") { Description = "Write the figures as JSON to this file." };

    public static Option<bool> Keep() =>
        new("--keep") { Description = "Keep log, databases and their servers' messages, and say where." };

    /// <summary>How long to measure.</summary>
    public static Option<int> Seconds(string description, int byDefault, int least, int most) =>
        new Option<int>("--seconds") { Description = description, DefaultValueFactory = _ => byDefault }.Within(
            least,
            most
        );

    /// <summary>How often to measure.</summary>
    public static Option<int> Rounds(string description, int byDefault) =>
        new Option<int>("--rounds") { Description = description, DefaultValueFactory = _ => byDefault }.Within(
            1,
            MostRounds
        );

    /// <summary>Adds bounds to an option.</summary>
    public static Option<T> Within<T>(this Option<T> option, T least, T most)
        where T : IComparable<T>
    {
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>() is { } value && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
            {
                result.AddError($"{option.Name} is {value}; it must be {least} to {most}.");
            }
        });
        return option;
    }
}
