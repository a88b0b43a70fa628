using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Turns changes into events. An update that changes the key becomes Debezium's pair: <c>d</c> under the old key with
/// the expectations as <c>before</c>, and <c>c</c> under the new key with the changed columns and the new key as
/// <c>after</c>; folding the two gives the change back.
/// </summary>
internal static class SdkEvents
{
    /// <summary>Header of the <c>d</c> of a key change.</summary>
    public const string NewKeyHeader = "__debezium.newkey";

    /// <summary>Header of the <c>c</c> of a key change.</summary>
    public const string OldKeyHeader = "__debezium.oldkey";

    /// <summary>Adds the one or two events of a change.</summary>
    /// <exception cref="InvalidValueException">The change does not say the key of its row.</exception>
    public static void Add(List<SdkEvent> events, TableForms forms, in RowChange change)
    {
        var template = new SdkEvent
        {
            Forms = forms,
            Table = change.Table,
            Operation = Letter(change.Operation),
            Before = change.Before,
            After = change.After,
        };
        if (forms.Key is null || change.Operation == ChangeOperation.Truncate)
        {
            events.Add(template);
            return;
        }

        var key =
            forms.Key.Find(change.Key, change.Operation is ChangeOperation.Delete ? change.Before : change.After)
            ?? throw new InvalidValueException(
                $"A change of table '{change.Table}' lacks a value for one of its key columns."
            );
        if (change is { Operation: ChangeOperation.Update, After: { } after })
        {
            var newKey = forms.Key.Changed(key, after);
            if (!newKey.ToValues().AsSpan().SequenceEqual(key.ToValues()))
            {
                AddKeyChange(events, template, key, newKey);
                return;
            }
        }

        events.Add(template with { Key = key });
    }

    private static void AddKeyChange(List<SdkEvent> events, SdkEvent change, RowImage oldKey, RowImage newKey)
    {
        events.Add(
            change with
            {
                Operation = "d",
                Key = oldKey,
                After = null,
                OtherKeyHeader = NewKeyHeader,
                OtherKey = newKey,
            }
        );
        events.Add(
            change with
            {
                Operation = "c",
                Key = newKey,
                Before = null,
                OtherKeyHeader = OldKeyHeader,
                OtherKey = oldKey,
            }
        );
    }

    private static string Letter(ChangeOperation operation) =>
        operation switch
        {
            ChangeOperation.Create => "c",
            ChangeOperation.Update => "u",
            ChangeOperation.Delete => "d",
            ChangeOperation.Read => "r",
            ChangeOperation.Truncate => "t",
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not an operation."),
        };
}
