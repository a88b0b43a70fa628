using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary><c>connectors check</c>: what a connector's settings lose or change, and the section they need.</summary>
internal static class ConnectorsCheckCommand
{
    public static Command Build()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "The connector's .properties file, or the JSON of Connect's REST API.",
        };
        var worker = new Option<FileInfo?>("--worker")
        {
            Description = "The worker's .properties file: it has the converters the connector does not name.",
        };
        var section = new Option<bool>("--section")
        {
            Description = "Print the Sources section for the configuration; findings go to standard error.",
        };
        var command = new Command(
            "check",
            "Name every setting that loses or changes data, what it does and what to set. Ends with "
                + $"{ExitCodes.LosesData} if there is one."
        )
        {
            file,
            worker,
            section,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    () =>
                        Task.FromResult(
                            Run(
                                ConnectorFile.Read(parsed.GetRequiredValue(file), parsed.GetValue(worker)),
                                parsed.GetValue(section)
                            )
                        ),
                    cancellationToken
                )
        );
        return command;
    }

    private static int Run(ConnectorSettings settings, bool printsSection)
    {
        var findings = ConnectorCheck.Findings(settings);
        if (printsSection)
        {
            PlainOutput.Write(SourceSection.Write(settings).Split(Environment.NewLine));
        }

        Action<string> say = printsSection ? PlainOutput.Error : PlainOutput.Line;
        foreach (var line in ConnectorReport.Lines(settings, findings))
        {
            say(line);
        }

        return ConnectorCheck.IsHarmful(findings) ? ExitCodes.LosesData : ExitCodes.Success;
    }
}
