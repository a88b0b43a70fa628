using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Content of a <see cref="WellKnown.AcceptSourceMessage"/>.</summary>
public static class SourceAcceptance
{
    /// <summary>The content that accepts a source.</summary>
    /// <param name="source">Its name.</param>
    public static byte[] ToContent(string source)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteString("source", source);
            json.WriteEndObject();
        }

        return content.ToArray();
    }
}
