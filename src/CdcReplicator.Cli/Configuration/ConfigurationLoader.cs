using System.Text.RegularExpressions;
using CdcReplicator.Lifecycle;
using Microsoft.Extensions.Configuration;

namespace CdcReplicator.Cli;

/// <summary>Reads file and environment; the environment wins.</summary>
internal static partial class ConfigurationLoader
{
    private const string DefaultFile = "appsettings.json";

    /// <summary>Loads the options.</summary>
    /// <exception cref="BadInputException">
    /// The file is missing, is not JSON, or holds a setting that does not exist or does not fit.
    /// </exception>
    public static ReplicatorOptions Load(FileInfo? file)
    {
        if (file is { Exists: false })
        {
            throw new BadInputException([$"Configuration file '{file.FullName}' does not exist."]);
        }

        try
        {
            return Build(file)
                    .GetSection(ReplicatorOptions.Section)
                    .Get<ReplicatorOptions>(binder => binder.ErrorOnUnknownConfiguration = true)
                ?? new ReplicatorOptions();
        }
        catch (InvalidDataException error)
        {
            throw new BadInputException([
                $"The configuration is not valid JSON: {error.InnerException?.Message ?? error.Message}",
            ]);
        }
        catch (InvalidOperationException error)
        {
            // The binder quotes the value that does not fit, and so does its cause. It may be a secret.
            var message = QuotedValue().IsMatch(error.Message)
                ? QuotedValue().Replace(error.Message, "the value")
                : (error.InnerException ?? error).Message;
            throw new BadInputException([$"The configuration does not fit: {message}"]);
        }
    }

    [GeneratedRegex("""^.*configuration value '.*'(?= at ')""", RegexOptions.Singleline)]
    private static partial Regex QuotedValue();

    private static IConfigurationRoot Build(FileInfo? file)
    {
        var builder = new ConfigurationBuilder();
        var path = file?.FullName ?? Path.GetFullPath(DefaultFile);
        builder.AddJsonFile(path, optional: file is null, reloadOnChange: false);
        builder.AddEnvironmentVariables();
        return builder.Build();
    }
}
