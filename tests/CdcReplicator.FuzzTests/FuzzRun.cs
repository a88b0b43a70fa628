using System.Diagnostics;
using System.Globalization;
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
    public void Run(IReadOnlyList<byte[]> samples, Func<byte[], bool> take, int part = 1, bool canRefuse = true)
    {
        var seed = FuzzSettings.NewSeed();
        output.WriteLine($"CDC_FUZZ_SEED={seed.ToString(CultureInfo.InvariantCulture)}");
        var mutation = new Mutation(samples, new Random(seed));
        var inputs = Math.Max(1, FuzzSettings.Inputs / part);
        var (taken, slowest) = (0, TimeSpan.Zero);
        for (var round = 0; round < inputs; round++)
        {
            var input = mutation.Next();
            var started = Stopwatch.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                taken += take(input) ? 1 : 0;
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
            slowest = Stopwatch.GetElapsedTime(started) is var took && took > slowest ? took : slowest;
        }

        output.WriteLine($"{inputs} inputs, {taken} taken, the slowest took {slowest.TotalMilliseconds:0.0} ms");
        // Else what is damaged is damaged beyond what the target looks at.
        Assert.True(inputs < 1000 || taken > 0, "no input was taken");
        Assert.True(!canRefuse || inputs < 1000 || taken < inputs, "no input was refused");
    }
}
