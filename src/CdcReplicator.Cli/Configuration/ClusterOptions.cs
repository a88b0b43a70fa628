using System.CommandLine;
using CdcReplicator.ChangeLog;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Cli;

/// <summary>The options by which a command finds its cluster.</summary>
internal sealed class ClusterOptions
{
    public const string LogVariable = "CDC_LOG";

    public const string OrderKeyVariable = "CDC_ORDER_KEY";

    private readonly Option<string?> _log = new("--log")
    {
        Description =
            "The cluster's log: embedded:PATH or kafka://host:port[,host:port]/cluster. "
            + $"Default: {LogVariable} from the environment, else Log in the configuration file.",
    };

    private readonly Option<FileInfo?> _config = new("--config")
    {
        Description = "Configuration file. Default: appsettings.json in the current folder, if it is there.",
    };

    private readonly Option<string?> _orderKey = new("--order-key")
    {
        Description =
            "PEM file with the private key that signs the order, for appliers with Applier:OrderKeysFile. "
            + $"Default: {OrderKeyVariable} from the environment, else OrderKeyFile in the configuration file.",
    };

    /// <summary>Adds the option of commands that put orders into the log.</summary>
    public void AddOrderKeyTo(Command command) => command.Options.Add(_orderKey);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_log);
        command.Options.Add(_config);
    }

    /// <summary>The configuration, with the log named by option or environment put first.</summary>
    /// <exception cref="BadInputException">The configuration is wrong.</exception>
    public ReplicatorOptions Load(ParseResult parsed)
    {
        var options = ConfigurationLoader.Load(parsed.GetValue(_config));
        return options with
        {
            Log = parsed.GetValue(_log) ?? Environment.GetEnvironmentVariable(LogVariable) ?? options.Log,
            OrderKeyFile =
                parsed.GetValue(_orderKey)
                ?? Environment.GetEnvironmentVariable(OrderKeyVariable)
                ?? options.OrderKeyFile,
        };
    }

    /// <summary>The log's address.</summary>
    /// <exception cref="BadInputException">No log is named, or its name is wrong.</exception>
    public static ChangeLogUri LogUri(ReplicatorOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Log))
        {
            throw new BadInputException([
                $"No log is named. Give --log, set {LogVariable}, or put Log into the configuration file.",
            ]);
        }

        try
        {
            return ChangeLogUri.Parse(options.Log);
        }
        catch (ReplicationException error)
        {
            throw new BadInputException([error.Message]);
        }
    }

    /// <summary>The log's address; null, and what is wrong is added to the other problems, if there is none.</summary>
    public static ChangeLogUri? LogUri(ReplicatorOptions options, List<string> problems)
    {
        try
        {
            return LogUri(options);
        }
        catch (BadInputException error)
        {
            problems.AddRange(error.Problems);
            return null;
        }
    }
}
