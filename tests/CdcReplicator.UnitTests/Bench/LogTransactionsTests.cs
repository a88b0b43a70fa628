using CdcReplicator.Bench;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class LogTransactionsTests
{
    [Theory]
    [InlineData(true, WriteSemantics.Checked)]
    [InlineData(false, WriteSemantics.Trusted)]
    internal async Task Encode_AnyWorkload_IsReadBackAsCountedTransactionsOfTheRightSemantics(
        bool isChecked,
        WriteSemantics semantics
    )
    {
        foreach (var name in WorkloadCatalog.Names)
        {
            var schemas = new MemorySchemaRegistry();
            var encoder = new LogTransactions(schemas, isChecked, TimeProvider.System);
            var decoder = new RecordDecoder(schemas, new DebeziumDecoderOptions(), TimeProvider.System);
            var number = 0L;
            foreach (var transaction in WorkloadCatalog.Create(name, seed: 1, scale: 1).Transactions(200))
            {
                var records = await encoder.EncodeAsync(++number, transaction, CancellationToken.None);
                Assert.Equal(transaction.Count, records.Count);
                for (var i = 0; i < records.Count; i++)
                {
                    var record = new LogRecord(i, 0, records[i].Key, records[i].Value, records[i].Headers);
                    var row = (await decoder.DecodeAsync(record, CancellationToken.None)).Row;
                    Assert.Equal(semantics, row.Source.Semantics);
                    Assert.Equal(number, row.Source.Lsn);
                    Assert.Equal(transaction.Count, row.Transaction?.EventCount);
                    Assert.Equal(transaction[i].Operation, row.Change.Operation);
                    Assert.Equal(transaction[i].Table.Definition.Name, row.Change.Table);
                }
            }
        }
    }
}
