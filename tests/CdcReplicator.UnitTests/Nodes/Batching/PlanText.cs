using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.UnitTests.Nodes;

/// <summary>A plan as text, a line for each thing written, in the order in which it is written.</summary>
internal sealed class PlanText : IBatchStore
{
    private readonly List<string> _lines = [];

    public static async Task<string[]> OfAsync(BatchPlan plan)
    {
        var text = new PlanText();
        await plan.WriteAsync(text, CancellationToken.None);
        return [.. text._lines];
    }

    public Task ReadAsync(KnownTable table, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task DeleteAsync(TableWrites writes, WriteSemantics semantics, CancellationToken cancellationToken)
    {
        if (writes.Empties)
        {
            _lines.Add($"empty {writes.Table.Name.Name}");
        }

        foreach (var key in writes.Deletes)
        {
            _lines.Add($"delete {writes.Table.Name.Name} {key[0]}");
        }

        return Task.CompletedTask;
    }

    public Task WriteAsync(TableWrites writes, WriteSemantics semantics, CancellationToken cancellationToken)
    {
        Add("update", writes, writes.Updates);
        Add("upsert", writes, writes.Upserts);
        Add("insert", writes, writes.Inserts);
        return Task.CompletedTask;
    }

    public Task<RowJudgement[]?> JudgeAsync(JudgedRows rows, CancellationToken cancellationToken) =>
        Task.FromResult<RowJudgement[]?>(null);

    public void Expect(BatchPlan plan) { }

    public void Begin() { }

    public void RolledBack() { }

    private void Add(string verb, TableWrites writes, IReadOnlyList<WriteGroup> groups)
    {
        foreach (var group in groups)
        {
            foreach (var row in group.Rows)
            {
                var values = group
                    .WithKey(writes.Table)
                    .Columns.Select(column => $"{writes.Table.Columns[column].Name}={row.Values[column]}");
                var must = group.MustExist && verb == "update" ? "!" : "";
                _lines.Add($"{verb}{must} {writes.Table.Name.Name} {string.Join(' ', values)}");
            }
        }
    }
}
