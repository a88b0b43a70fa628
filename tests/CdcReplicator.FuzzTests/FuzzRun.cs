using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.FuzzTests;

/// <summary>
/// Gives a target one damaged input after the other. Only the exceptions it declares may come out, and none may cost
/// more than a bounded amount of memory. The seed is printed; an input that fails is printed with it.
/// </summary>
internal sealed class FuzzRun(ITestOutputHelper output)
{
    /// <summary>Bytes that one input may allocate: inputs have some kilobytes.</summary>
    private const long AllocationLimit = 64L << 20;

    /// <summary>Runs a target with as many inputs as are set, or as a part of them.</summary>
    /// <param name="samples">What is damaged.</param>
    /// <param name="take">The target; returns whether it took the input and did not refuse it.</param>
    /// <param name="part">For slow targets: one of so many inputs is given.</param>
    /// <param name="canRefuse">Whether it can; some take whatever comes for something.</param>
    public void Run(IReadOnlyList<byte[]> samples, Func<byte[], bool> take, int part = 1, bool canRefuse = true) =>
        Run(samples, take, part, canRefuse, workers: 1);

    /// <summary>The same for a target that lets its callers wait: some are given at a time.</summary>
    /// <param name="samples">What is damaged.</param>
    /// <param name="take">The target; safe for concurrent use.</param>
    /// <param name="workers">How many inputs are given at a time.</param>
    public void RunSideBySide(IReadOnlyList<byte[]> samples, Func<byte[], bool> take, int workers) =>
        Run(samples, take, part: 1, canRefuse: true, workers);

    private void Run(IReadOnlyList<byte[]> samples, Func<byte[], bool> take, int part, bool canRefuse, int workers)
    {
        var seed = FuzzSettings.NewSeed();
        output.WriteLine($"CDC_FUZZ_SEED={seed.ToString(CultureInfo.InvariantCulture)}");
        var mutation = new Mutation(samples, new Random(seed));
        var inputs = Math.Max(1, FuzzSettings.Inputs / part);
        var (given, taken, slowest) = (0, 0, TimeSpan.Zero);
        Exception? failure = null;
        var gate = new Lock();
        var begun = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, workers).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        var rate = inputs / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        output.WriteLine(
            $"{inputs} inputs, {rate:0} a second, {taken} taken, the slowest took {slowest.TotalMilliseconds:0.0} ms"
        );
        // Else what is damaged is damaged beyond what the target looks at.
        Assert.True(inputs < 1000 || taken > 0, "no input was taken");
        Assert.True(!canRefuse || inputs < 1000 || taken < inputs, "no input was refused");

        void Work()
        {
            while (Next() is var (round, input))
            {
                var started = Stopwatch.GetTimestamp();
                try
                {
                    var isTaken = Give(take, input, seed, round);
                    var took = Stopwatch.GetElapsedTime(started);
                    lock (gate)
                    {
                        taken += isTaken ? 1 : 0;
                        slowest = took > slowest ? took : slowest;
                    }
                }
                catch (Exception error)
                {
                    lock (gate)
                    {
                        failure ??= error;
                    }
                }
            }
        }

        // One after the other, so that a seed gives the same inputs however many workers take them.
        (int Round, byte[] Input)? Next()
        {
            lock (gate)
            {
                return failure is null && given < inputs ? (given++, mutation.Next()) : null;
            }
        }
    }

    private static bool Give(Func<byte[], bool> take, byte[] input, int seed, int round)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isTaken = false;
        try
        {
            isTaken = take(input);
        }
        catch (Exception error)
        {
            Assert.Fail($"seed {seed}, input {round}, {Convert.ToBase64String(input)}: {error}");
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(
            allocated < AllocationLimit,
            $"seed {seed}, input {round}, {Convert.ToBase64String(input)}: {allocated} bytes allocated"
        );
        return isTaken;
    }
}
