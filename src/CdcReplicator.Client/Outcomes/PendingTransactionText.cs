using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>The text form of a pending transaction: a format mark and base64url of JSON.</summary>
internal static class PendingTransactionText
{
    private const string Mark = "pending1.";

    public static string Write(PendingTransaction pending)
    {
        var form = new Form(
            pending.Log.ToString(),
            pending.Publisher,
            pending.Number,
            pending.StartedAt.ToUnixTimeMilliseconds(),
            pending.ReadFrom,
            [
                .. pending.Records.Select(record => new RecordForm(
                    record.Key,
                    record.Value,
                    [.. record.Headers.Select(header => new HeaderForm(header.Name, header.Value))]
                )),
            ]
        );
        return Mark + System.Buffers.Text.Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(form));
    }

    public static PendingTransaction Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            if (
                text.StartsWith(Mark, StringComparison.Ordinal)
                && JsonSerializer.Deserialize<Form>(
                    System.Buffers.Text.Base64Url.DecodeFromChars(text.AsSpan(Mark.Length))
                )
                    is { Records: not null, Publisher: not null } form
            )
            {
                return new PendingTransaction(
                    LogId.Parse(form.Log),
                    form.Publisher,
                    form.Number,
                    DateTimeOffset.FromUnixTimeMilliseconds(form.StartedAt),
                    form.ReadFrom,
                    [
                        .. form.Records.Select(record => new RecordToAppend(
                            record.Key,
                            record.Value,
                            [.. record.Headers.Select(header => new RecordHeader(header.Name, header.Value))]
                        )),
                    ]
                );
            }
        }
        catch (Exception cause) when (cause is JsonException or FormatException)
        {
            throw new FormatException("The text is not a pending transaction; it may have been cut off.", cause);
        }

        throw new FormatException($"The text is not a pending transaction: it does not begin with '{Mark}'.");
    }

    private sealed record Form(
        string Log,
        string Publisher,
        long Number,
        long StartedAt,
        long ReadFrom,
        RecordForm[] Records
    );

    private sealed record RecordForm(byte[]? Key, byte[]? Value, HeaderForm[] Headers);

    private sealed record HeaderForm(string Name, byte[]? Value);
}
