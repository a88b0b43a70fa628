using System.Globalization;
using Xunit;

namespace CdcReplicator.ScheduleTests;

/// <summary>
/// Runs a scenario under many schedules. <c>CDC_SCHEDULES</c> says how many; <c>CDC_SEED</c> runs that one alone.
/// </summary>
internal static class Explore
{
    private const int DefaultSchedules = 300;

    /// <summary>Every schedule must end well.</summary>
    /// <param name="scenario">What runs.</param>
    /// <param name="share">One of so many schedules is run: where real files make each dear.</param>
    public static void All(Func<Schedule, Task> scenario, int share = 1)
    {
        if (Setting("CDC_SEED") is { } seed)
        {
            Schedule.Run(seed, scenario);
            return;
        }

        for (var next = 0; next < (Setting("CDC_SCHEDULES") ?? DefaultSchedules) / share; next++)
        {
            try
            {
                Schedule.Run(next, scenario);
            }
            catch (Exception error)
            {
                throw new ScheduleException($"Schedule {next} (CDC_SEED={next}): {error}");
            }
        }
    }

    /// <summary>With a fault planted, some schedule must end badly: else the scenario could find nothing.</summary>
    public static void Finds(string planted, Func<Schedule, Task> scenario, int within = 3000)
    {
        for (var seed = 0; seed < within; seed++)
        {
            try
            {
                Schedule.Run(seed, scenario, planted);
            }
            catch (Exception)
            {
                return;
            }
        }

        Assert.Fail($"The planted fault '{planted}' was not found within {within} schedules.");
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
