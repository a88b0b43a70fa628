using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public class FormatPageVectorTests
{
    private const string NameSpace = "PostgreSQL_server.public.customers";
    private static readonly RowShape Shape = new(["id", "first_name", "last_name", "email"]);
    private static readonly int[] Places = [0, 1, 2, 3];

    [Fact]
    public void Schemas_OfTheFormatPage_AreEqualByteForByte()
    {
        Assert.Equal(FormatPage.KeySchema, Forms().Key!.Schema);
        Assert.Equal(FormatPage.EnvelopeSchema, Envelope().Schema);
        Assert.Equal(FormatPage.TransactionKeySchema, TransactionMarkEncoder.KeySchema);
        Assert.Equal(FormatPage.TransactionValueSchema, TransactionMarkEncoder.ValueSchema);
    }

    [Fact]
    public void SdkEnvelope_OfWholeRow_DiffersFromThePageOnlyByEventCount()
    {
        var ours = Forms().For(null, Row(Anne)).Form.Schema;

        Assert.Equal(FormatPage.EnvelopeSchema.Replace(ConnectSchemas.Block, ConnectSchemas.CountingBlock), ours);
    }

    [Fact]
    public void Key_OfTheFormatPage_IsWrittenAsThere()
    {
        var key = Forms().Key!;

        AssertWritten(FormatPage.Key, 1, writer => key.Write(writer, (key.Find(Row(Anne), null)!).Value));
    }

    [Fact]
    public void Create_OfTheFormatPage_IsWrittenAsThere() =>
        AssertWritten(
            FormatPage.Create,
            2,
            writer =>
                Envelope().Write(writer, Event("c", null, Row(Anne), new BlockToWrite("555:24023128", 1, 1, null)))
        );

    [Fact]
    public void Delete_OfTheFormatPage_IsWrittenAsThere() =>
        AssertWritten(
            FormatPage.Delete,
            2,
            writer => Envelope().Write(writer, Event("d", Row(["", "", ""]), null, null))
        );

    [Fact]
    public void BeginAndEnd_OfTheFormatPage_AreWrittenAsThere()
    {
        AssertWritten(
            FormatPage.Begin,
            4,
            writer => TransactionMarkEncoder.WriteBegin(writer, "571:53195829", 1486500577125)
        );
        AssertWritten(
            FormatPage.End,
            4,
            writer => TransactionMarkEncoder.WriteEnd(writer, "571:53195832", [("s1.a", 1), ("s2.a", 1)], 1486500577691)
        );
        AssertWritten(FormatPage.TransactionKey, 3, writer => TransactionMarkEncoder.WriteKey(writer, "571:53195829"));
    }

    private static readonly string[] Anne = ["Anne", "Kretchmar", "annek@noanswer.org"];

    private static void AssertWritten(string expected, int schemaId, Action<AvroBinaryWriter> write)
    {
        using var writer = new AvroBinaryWriter();
        writer.BeginMessage(schemaId);
        write(writer);
        Assert.Equal(expected, Convert.ToHexStringLower(writer.ToArray()));
    }

    private static RowImage Row(string[] texts) =>
        new(Shape, [DataValue.Integer(1), .. texts.Select(text => DataValue.Text(text))]);

    private static EnvelopeToWrite Event(string operation, RowImage? before, RowImage? after, BlockToWrite? block) =>
        new()
        {
            Table = new TableName("public", "customers"),
            Operation = operation,
            Before = before,
            BeforePlaces = Places,
            After = after,
            AfterPlaces = Places,
            Source = new SourceBlock
            {
                Version = "3.6.1.Final",
                Connector = "postgresql",
                Name = "PostgreSQL_server",
                TimestampNanos = 1559033904863123000,
                Database = "postgres",
                Sequence = """["24023119","24023128"]""",
                Schema = "public",
                Table = "customers",
                TransactionId = 555,
                Lsn = 24023128,
            },
            Block = block,
            TimestampNanos = 1559033904863841257,
        };

    private static EnvelopeForm Envelope()
    {
        var table = SampleTables.Customers;
        RecordField[] fields =
        [
            .. table.Columns.Select(
                (column, i) => new RecordField(column, column.Name, ColumnForm.Of(column.Type), ZeroDefault: i == 0)
            ),
        ];
        return new EnvelopeForm(NameSpace, fields, null, countsEvents: false);
    }

    private static TableForms Forms() => new(SampleTables.Customers, "PostgreSQL_server");
}
