using System.CommandLine;
using CdcReplicator.Cli;

// Ctrl-C and SIGTERM cancel the command; an applier finishes the database transaction in hand within this time.
var patience = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) };
return await CommandLine.Build(TimeProvider.System).Parse(args).InvokeAsync(patience);

// The framework would make it public.
internal sealed partial class Program;
