namespace CdcReplicator.UnitTests;

/// <summary>
/// A field as another reader sees it. Its value is null, a bool, long, float, double, string, byte[], BigDecimal, an
/// array of objects, a dictionary of strings, a <see cref="WitnessStruct"/>, or a JsonElement without schema.
/// </summary>
internal sealed record WitnessField(string Name, WitnessType Type, object? Value)
{
    /// <summary>
    /// A column's name as the source has it: the connector writes each byte from 0x80 as U+FF00 + byte.
    /// </summary>
    public string Column =>
        Name.Any(c => c >= '\uFF80') ? System.Text.Encoding.UTF8.GetString([.. Name.Select(c => (byte)c)]) : Name;
}
