using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>One change of a workload.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Operation">Create, update or delete.</param>
/// <param name="Row">All columns after the change; of a delete, the key alone.</param>
internal readonly record struct WorkloadChange(BenchTable Table, ChangeOperation Operation, DataValue[] Row)
{
    /// <summary>The key of its row; the table must have one.</summary>
    public long Key => Row[0].AsInt64();

    public static WorkloadChange Create(BenchTable table, params DataValue[] row) =>
        new(table, ChangeOperation.Create, row);

    public static WorkloadChange Update(BenchTable table, params DataValue[] row) =>
        new(table, ChangeOperation.Update, row);

    public static WorkloadChange Delete(BenchTable table, long key) =>
        new(table, ChangeOperation.Delete, [DataValue.Integer(key)]);
}
