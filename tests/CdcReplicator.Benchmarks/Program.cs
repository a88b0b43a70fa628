using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CdcReplicator.Benchmarks;

if (args is ["rejections", ..])
{
    await RejectionCost.RunAsync(args.ElementAtOrDefault(1) ?? "");
    return;
}

if (args is ["large-append", ..])
{
    await LargeAppendCost.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1024);
    return;
}

if (args is ["lookups"])
{
    await LookupCost.RunAsync();
    return;
}

// In this process: the repository's build rules are not those of BenchmarkDotNet's generated project.
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
BenchmarkSwitcher.FromAssembly(typeof(DecodeBenchmarks).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
