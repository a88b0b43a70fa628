using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class RowIdentityTests
{
    private const string Refused = "refused";

    /// <summary>Rows as <c>column=value</c>; the expected key, or that the change is refused.</summary>
    [Theory]
    [InlineData("the row's key", "d", "id=7", "id=7 code=p v=x", null, "", "id=7")]
    [InlineData("a filler", "d", "id=0", "id=0 code=p v=", null, "", Refused)]
    [InlineData("a filler of text", "d", "id=''", "id='' code=p", null, "", Refused)]
    [InlineData("a filler of two columns", "d", "a=0 b=''", "a=0 b='' code=p", null, "", Refused)]
    [InlineData("half a filler", "d", "a=0 b=1", "a=0 b=1 code=p", null, "", "a=0 b=1")]
    [InlineData("row 0 under DEFAULT", "d", "id=0", "id=0 code='' v=", null, "", "id=0")]
    [InlineData("row 0 without old values", "d", "id=0", null, null, "", "id=0")]
    [InlineData("row 0 under FULL, set", "d", "id=0", "id=0 code=p v=x", null, "full", "id=0")]
    [InlineData("row 0 with defaults, set", "d", "id=0", "id=0 code=p v=", null, "id", "id=0")]
    [InlineData("connector told a key that it has not", "d", "code=''", "id=5 code='' v=", null, "", Refused)]
    [InlineData("connector told a key that it has not, set", "d", "code=''", "id=5 code='' v=", null, "id", "id=5")]
    [InlineData("a filler, set", "d", "id=0", "id=0 code=p v=", null, "code", "code=p")]
    [InlineData("two columns, set", "d", "id=0", "id=0 code=p v=x", null, "v code", "v=x code=p")]
    [InlineData("an update, set", "u", "id=7", null, "id=7 code=p v=x", "code", "code=p")]
    [InlineData("an update with old values, set", "u", "id=0", "id=0 code=p", "id=7 code=q v=x", "code", "code=p")]
    [InlineData("a column that is missing", "d", "id=0", "id=0 code=p", null, "sku", Refused)]
    [InlineData("a column without value", "d", "id=0", "id=0 code=", null, "code", Refused)]
    [InlineData("a create", "c", "id=0", null, "id=0 code=p", "code", "id=0")]
    [InlineData("connector told the key", "d", "code=q", "id=0 code=q v=", null, "", "code=q")]
    public void Of_Change_NamesItsRow(
        string what,
        string op,
        string key,
        string? before,
        string? after,
        string identity,
        string expected
    )
    {
        var change = new RowChange
        {
            Table = TableName.Parse("public.kits"),
            Operation =
                op == "d" ? ChangeOperation.Delete
                : op == "u" ? ChangeOperation.Update
                : ChangeOperation.Create,
            Key = Image(key),
            Before = before is null ? null : Image(before),
            After = after is null ? null : Image(after),
        };
        string[] columns = identity.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        if (expected == Refused)
        {
            var refused = Assert.Throws<MalformedDataException>(() => RowIdentity.Of(change, columns, "src"));
            Assert.Contains("Sources:src:Tables[public.kits]:Identity", refused.Message, StringComparison.Ordinal);
            return;
        }

        var named = RowIdentity.Of(change, columns, "src");

        Assert.Equal($"{what}: {expected}", $"{what}: {Text(named.Key!.Value)}");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("0", true)]
    [InlineData("0.00", true)]
    [InlineData("AA==", true)]
    [InlineData("1970-01-01T00:00:00.000000Z", true)]
    [InlineData("00000000-0000-0000-0000-000000000000", true)]
    [InlineData("x", false)]
    [InlineData("10", false)]
    public void Is_Text_OfEveryFormThatFillersHave(string text, bool expected) =>
        Assert.Equal(expected, FillerValue.Is(DataValue.Text(text, DataKind.UntypedText)));

    private static RowImage Image(string text) =>
        RowImages.Of([
            .. text.Split(' ')
                .Select(part => part.Split('='))
                .Select(part =>
                    (
                        part[0],
                        part[1] switch
                        {
                            "" => DataValue.Null,
                            "''" => DataValue.Text(""),
                            var value when long.TryParse(value, out var number) => DataValue.Integer(number),
                            var value => DataValue.Text(value),
                        }
                    )
                ),
        ]);

    private static string Text(in RowImage image)
    {
        var values = image.ToValues();
        return string.Join(
            ' ',
            image.Shape.Columns.Select(
                (column, i) =>
                    $"{column}={(values[i].Kind == DataKind.Text ? values[i].AsText() : values[i].AsInt64())}"
            )
        );
    }
}
