using System.Text;

namespace CdcReplicator.Debezium;

/// <summary>
/// Debezium's pgoutput reader damages names that are not ASCII: each UTF-8 byte from 0x80 becomes the character U+FF00
/// + byte.
/// </summary>
internal static class ColumnNames
{
    /// <summary>
    /// Undoes the damage; a name that does not show it (its bytes would not be UTF-8) stays as it is.
    /// </summary>
    public static string Repair(string name)
    {
        var damaged = false;
        foreach (var c in name)
        {
            if (c is >= '\uFF80' and <= '\uFFFF')
            {
                damaged = true;
            }
            else if (c > '\u007F')
            {
                return name;
            }
        }

        if (!damaged)
        {
            return name;
        }

        var bytes = new byte[name.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)name[i];
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return name;
        }
    }
}
