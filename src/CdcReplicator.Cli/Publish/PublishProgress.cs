using System.Globalization;

namespace CdcReplicator.Cli;

/// <summary>Says on standard error how far a publish is: about once a second, and at its end.</summary>
internal sealed class PublishProgress(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long _shownAt = time.GetTimestamp();
    private long _lastOffset = -1;

    /// <summary>Events appended so far.</summary>
    public long Total { get; private set; }

    public void Appended(int count, long lastOffset)
    {
        Total += count;
        _lastOffset = lastOffset;
        if (time.GetElapsedTime(_shownAt) >= Interval)
        {
            _shownAt = time.GetTimestamp();
            Say("events appended so far");
        }
    }

    public void Finish() => Say("events appended");

    private void Say(string what) =>
        PlainOutput.Error(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Total:N0} {what}{(_lastOffset >= 0 ? $", the last at offset {_lastOffset}" : "")}"
            )
        );
}
