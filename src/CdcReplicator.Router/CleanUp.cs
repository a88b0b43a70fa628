using System.Runtime.ExceptionServices;

namespace CdcReplicator.Router;

/// <summary>Steps of letting go that all happen, whatever one of them throws.</summary>
internal static class CleanUp
{
    /// <summary>Does every step in order; throws the first error after the last step.</summary>
    public static void All(params ReadOnlySpan<Action> steps)
    {
        ExceptionDispatchInfo? first = null;
        foreach (var step in steps)
        {
            try
            {
                step();
            }
            catch (Exception error)
            {
                first ??= ExceptionDispatchInfo.Capture(error);
            }
        }

        first?.Throw();
    }
}
