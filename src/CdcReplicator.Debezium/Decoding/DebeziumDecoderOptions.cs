namespace CdcReplicator.Debezium;

/// <summary>What must be known of a connector's configuration to read its records.</summary>
internal sealed class DebeziumDecoderOptions
{
    /// <summary>Default of <see cref="UnavailableValuePlaceholder"/>.</summary>
    public const string DefaultUnavailableValuePlaceholder = "__debezium_unavailable_value";

    /// <summary>
    /// The connector's <c>unavailable.value.placeholder</c>: stands for out-of-line values that an update left alone.
    /// Text, or <c>hex:</c> and hexadecimal digits. Default <c>__debezium_unavailable_value</c>.
    /// </summary>
    public string UnavailableValuePlaceholder { get; init; } = DefaultUnavailableValuePlaceholder;

    /// <summary>What is wrong with these options; empty if nothing.</summary>
    public IEnumerable<string> Validate()
    {
        if (UnavailableValuePlaceholder.Length == 0)
        {
            yield return $"{nameof(UnavailableValuePlaceholder)} is empty; give the connector's "
                + "unavailable.value.placeholder.";
        }
        else if (!UnavailablePlaceholder.TryRead(UnavailableValuePlaceholder, out _))
        {
            yield return $"{nameof(UnavailableValuePlaceholder)} '{UnavailableValuePlaceholder}' is not hexadecimal "
                + "after 'hex:'.";
        }
    }
}
