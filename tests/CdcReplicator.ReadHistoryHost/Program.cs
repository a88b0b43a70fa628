using CdcReplicator.ReadHistory;

// The processes of the read history check: one file per subcommand. They end with the process that holds the other end
// of their input.
_ = Task.Run(async () =>
{
    await Console.In.ReadToEndAsync();
    Environment.Exit(1);
});
return args switch
{
    ["node", .. var rest] => await NodeRun.RunAsync(rest),
    ["write", .. var rest] => await WriteRun.RunAsync(rest),
    ["read", .. var rest] => await ReadRun.RunAsync(rest),
    _ => throw new ArgumentException($"Unknown subcommand '{string.Join(' ', args)}'."),
};
