using System.Runtime.CompilerServices;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Says by which columns a trusted change names its row, where the record's key does not. With
/// <c>REPLICA IDENTITY USING INDEX</c> beside a primary key the old row has the index's columns only, and with
/// <c>message.key.columns</c> beside it the primary key's only: the record's key is then the filler of its type (0, the
/// empty text). Pure.
/// </summary>
internal static class RowIdentity
{
    /// <summary>The setting's value for REPLICA IDENTITY FULL.</summary>
    public const string Full = "full";

    // What nodes work out for a shape is worked out once.
    private static readonly ConditionalWeakTable<IReadOnlyList<string>, RowShape> Shapes = [];

    /// <summary>The change with the key that its row is found by.</summary>
    /// <param name="change">The change of a connector, as its record says it.</param>
    /// <param name="identity">The setting <see cref="SourceTableOptions.Identity"/> of its table.</param>
    /// <param name="source">The source's name, for the message.</param>
    /// <exception cref="MalformedDataException">
    /// Nothing says whether the key is the row's or a filler, or the record lacks a column of the identity.
    /// </exception>
    public static RowChange Of(in RowChange change, IReadOnlyList<string> identity, string source)
    {
        if (change.Operation is not (ChangeOperation.Update or ChangeOperation.Delete) || change.Key is not { } key)
        {
            return change;
        }

        if (identity.Count == 0)
        {
            return MayBeFiller(key, change.Before) ? throw Undecided(change, source) : change;
        }

        return identity is [Full] ? change : change with { Key = KeyOf(change, identity, source) };
    }

    private static RowImage KeyOf(in RowChange change, IReadOnlyList<string> identity, string source)
    {
        // An update that brings no old row has not changed its identity.
        var image = change.Before ?? change.After!.Value;
        var values = new DataValue[identity.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!image.TryGet(identity[i], out values[i]) || values[i].Kind is DataKind.Null or DataKind.Unavailable)
            {
                throw new MalformedDataException(
                    $"a {change.Operation} of {change.Table} has no value of '{identity[i]}', which "
                        + $"{Setting(change, source)} names"
                );
            }
        }

        return new RowImage(Shapes.GetValue(identity, static columns => new RowShape(columns)), values);
    }

    private static bool MayBeFiller(in RowImage key, RowImage? before)
    {
        if (
            before is not { } old
            || (key.TryGetInteger(0, out var first) && first != 0)
            || !Array.TrueForAll(key.ToValues(), value => FillerValue.Is(value))
        )
        {
            return false;
        }

        var values = old.ToValues();
        for (var i = 0; i < values.Length; i++)
        {
            if (
                key.Shape.IndexOf(old.Shape.Columns[i]) < 0
                && values[i].Kind is not (DataKind.Null or DataKind.Unavailable)
                && !FillerValue.Is(values[i])
            )
            {
                return true;
            }
        }

        return false;
    }

    private static MalformedDataException Undecided(in RowChange change, string source) =>
        new(
            $"the key of this {change.Operation} of {change.Table} may be the row's, or a filler because the source "
                + $"identifies rows by other columns; set {Setting(change, source)} as the table's replica identity "
                + $"is: to the primary key's columns (DEFAULT), to the index's (USING INDEX) or to '{Full}'"
        );

    private static string Setting(in RowChange change, string source) =>
        $"Sources:{source}:Tables[{change.Table}]:Identity";
}
