using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Digests the rows of one table. Columns count in the order of their names, so that nodes whose tables were declared
/// in another order agree; generated columns do not count: they follow from the others, and captures do not bring them.
/// For one caller at a time.
/// </summary>
internal sealed class RowDigestWriter
{
    private const int DigestDigits = 32;

    private readonly ColumnDefinition[] _columns;
    private readonly byte[]?[] _names;
    private readonly int[] _keyPlaces;
    private readonly IRowDigests _into;
    private readonly RowKeyText? _key;
    private readonly ArrayBufferWriter<byte> _form = new(256);

    /// <summary>A digester for a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="into">Takes the digests.</param>
    public RowDigestWriter(TableDefinition table, IRowDigests into)
    {
        _into = into;
        _columns = [.. RowDigester.ColumnsOf(table)];
        _names = [.. _columns.Select(column => column.Generated ? null : FormOfName(column.Name))];
        _keyPlaces = [.. _columns.Select(column => table.PrimaryKey.ToList().IndexOf(column.Name))];
        _key = into.WantsKeys && table.PrimaryKey.Count > 0 ? new RowKeyText(table) : null;
    }

    /// <summary>The columns to read, in this order.</summary>
    public IReadOnlyList<ColumnDefinition> Columns => _columns;

    /// <summary>Where the form of a row is made.</summary>
    public ArrayBufferWriter<byte> Form => _form;

    /// <summary>Takes a row.</summary>
    /// <param name="values">Canonical values of <see cref="Columns"/>.</param>
    public void Add(ReadOnlySpan<DataValue> values)
    {
        Begin();
        for (var i = 0; i < values.Length; i++)
        {
            if (IsKey(i))
            {
                SetKey(i, values[i]);
            }

            if (BeginColumn(i))
            {
                CanonicalForm.Append(_form, values[i]);
            }
        }

        End();
    }

    /// <summary>Begins a row; what was begun before and not ended is forgotten.</summary>
    public void Begin() => _form.ResetWrittenCount();

    /// <summary>Whether the value of a column is wanted for <see cref="SetKey"/>.</summary>
    public bool IsKey(int column) => _key is not null && _keyPlaces[column] >= 0;

    /// <summary>Sets a part of the row's key.</summary>
    public void SetKey(int column, in DataValue value) => _key!.Set(_keyPlaces[column], value);

    /// <summary>
    /// Begins a column. False if it does not count; else the form of its value has to follow in <see cref="Form"/>.
    /// </summary>
    public bool BeginColumn(int column)
    {
        if (_names[column] is not { } name)
        {
            return false;
        }

        _form.Write(name);
        return true;
    }

    /// <summary>
    /// Gives the digest of the row that was begun. A table without key gives it as key. It finds what went wrong by
    /// itself; whoever may change a node's rows at will could also change what its applier answers. A change of it, or
    /// of the form, needs a new <c>TableDigest.CurrentForm</c>.
    /// </summary>
    public void End()
    {
        var digest = XxHash128.HashToUInt128(_form.WrittenSpan);
        if (_key is not null)
        {
            _into.Add(_key.Text, digest);
        }
        else if (_into.WantsKeys)
        {
            Span<char> text = stackalloc char[DigestDigits];
            digest.TryFormat(text, out _, "x32", CultureInfo.InvariantCulture);
            _into.Add(text, digest);
        }
        else
        {
            _into.Add([], digest);
        }
    }

    private static byte[] FormOfName(string name)
    {
        var form = new ArrayBufferWriter<byte>();
        CanonicalForm.AppendName(form, name);
        return form.WrittenSpan.ToArray();
    }
}
