using CdcReplicator.CrashHost;

// The child process of crash tests: one file per subcommand.
return args switch
{
    ["append-loop", .. var rest] => await AppendLoop.RunAsync(rest),
    ["publish-loop", .. var rest] => await PublishLoop.RunAsync(rest),
    ["applier", .. var rest] => await ApplierRun.RunAsync(rest),
    ["hold-folder", .. var rest] => await FolderHold.RunAsync(rest),
    _ => throw new ArgumentException($"Unknown subcommand '{string.Join(' ', args)}'."),
};
