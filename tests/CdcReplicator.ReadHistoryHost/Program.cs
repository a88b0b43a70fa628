using CdcReplicator.ReadHistory;

// The processes of the read history check: one file per subcommand.
return args switch
{
    ["node", .. var rest] => await NodeRun.RunAsync(rest),
    ["write", .. var rest] => await WriteRun.RunAsync(rest),
    ["read", .. var rest] => await ReadRun.RunAsync(rest),
    _ => throw new ArgumentException($"Unknown subcommand '{string.Join(' ', args)}'."),
};
