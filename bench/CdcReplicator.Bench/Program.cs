using System.CommandLine;
using CdcReplicator.Bench;

// Ctrl-C and SIGTERM cancel the benchmark; it throws its servers away within this time.
var patience = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) };
return await BenchCommandLine.Build(TimeProvider.System).Parse(args).InvokeAsync(patience);
