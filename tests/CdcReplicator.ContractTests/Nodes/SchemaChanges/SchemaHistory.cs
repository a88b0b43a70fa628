using System.Text;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;

namespace CdcReplicator.ContractTests;

/// <summary>
/// A log of schema changes among writes, all from one seed. Writers may know the tables of an earlier time, and some
/// changes are made for another version of the schema.
/// </summary>
internal sealed class SchemaHistory
{
    private const int Steps = 20;
    private static readonly string[] TableNames = ["t0", "t1", "t2"];
    private static readonly string[] ColumnNames = ["a", "b", "c", "d", "e"];
    private static readonly string[] Types = ["int", "text", "varchar(10)"];
    private readonly Random _random;
    private readonly List<ModelTable> _tables = [];
    private readonly List<ModelTable> _past = [];
    private long _version;
    private long _number;
    private int _names;

    public SchemaHistory(int seed)
    {
        _random = new Random(seed);
        AddMigration(2);
        for (var i = 0; i < Steps; i++)
        {
            if (_random.Next(3) == 0)
            {
                AddMigration(_random.Next(1, 3));
            }
            else
            {
                AddWrite();
            }
        }
    }

    public List<LogEvent> Events { get; } = [];

    /// <summary>The schema version after all of it.</summary>
    public long Version => _version;

    /// <summary>The tables after all of it.</summary>
    public IReadOnlyList<ModelTable> Tables => _tables;

    private T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    private void AddMigration(int operations)
    {
        if (_random.Next(8) == 0 && _version > 0)
        {
            // Made for a version that is past: it would take all tables away.
            var drops = TableNames.Select(name => $"DROP TABLE {name}").ToArray();
            Order(new SchemaChange("late", "late", _random.NextInt64(_version), ScriptsOf(drops, drops)));
            return;
        }

        List<string> postgres = [];
        List<string> sqlite = [];
        _past.AddRange(_tables.Select(table => table.Copy()));
        for (var i = 0; i < operations; i++)
        {
            Change(postgres, sqlite);
        }

        Order(new SchemaChange($"m{_version}", $"change {_version}", _version++, ScriptsOf(postgres, sqlite)));
    }

    private static SchemaScript[] ScriptsOf(IReadOnlyList<string> postgres, IReadOnlyList<string> sqlite) =>
        [
            new SchemaScript(NodeKinds.Postgres, [.. postgres], false),
            new SchemaScript(NodeKinds.Sqlite, [.. sqlite], false),
        ];

    private void Change(List<string> postgres, List<string> sqlite)
    {
        var free = TableNames.Except(_tables.Select(table => table.Name)).ToList();
        if (_tables.Count == 0 || (free.Count > 0 && _random.Next(4) == 0))
        {
            var table = new ModelTable(Pick(free));
            table.Columns.Add(new ModelColumn("a", Pick(Types)));
            table.Columns.Add(new ModelColumn("b", "int"));
            _tables.Add(table);
            Both(table.Create(table.Name));
            return;
        }

        var changed = Pick(_tables);
        if (_random.Next(12) == 0)
        {
            _tables.Remove(changed);
            Both($"DROP TABLE {changed.Name}");
            return;
        }

        ChangeColumns(changed, Both, Each);

        void Both(string sql)
        {
            postgres.Add(sql);
            sqlite.Add(sql);
        }

        void Each(string sql, IEnumerable<string> others)
        {
            postgres.Add(sql);
            sqlite.AddRange(others);
        }
    }

    private void ChangeColumns(ModelTable table, Action<string> both, Action<string, IEnumerable<string>> each)
    {
        var alter = $"ALTER TABLE {table.Name}";
        var plain = table.Columns.Where(column => column is { Unique: null, Check: null }).ToList();
        var free = ColumnNames.Except(table.Columns.Select(column => column.Name)).ToList();
        var narrow = table.Columns.Where(column => column.Type is "int" or "varchar(10)").ToList();
        var unchecked_ = table.Columns.Where(column => column is { IsNumber: true, Check: null }).ToList();
        var operation = _random.Next(8);
        if (operation == 0 && plain.Count > 0)
        {
            var dropped = Pick(plain);
            table.Columns.Remove(dropped);
            both($"{alter} DROP COLUMN {dropped.Name}");
            if (_random.Next(2) == 0)
            {
                var again = new ModelColumn(dropped.Name, Pick(Types));
                table.Columns.Add(again);
                both($"{alter} ADD COLUMN {again.Ddl}");
            }
        }
        else if (operation == 1 && table.Columns.Count > 0 && free.Count > 0)
        {
            var renamed = Pick(table.Columns);
            both($"{alter} RENAME COLUMN {renamed.Name} TO {free[0]}");
            renamed.Name = free[0];
        }
        else if (operation == 2 && narrow.Count > 0)
        {
            var widened = Pick(narrow);
            widened.Type = widened.Type == "int" ? "bigint" : "varchar(50)";
            each($"{alter} ALTER COLUMN {widened.Name} TYPE {widened.Type}", table.Rebuild());
        }
        else if (operation == 3 && unchecked_.Count > 0)
        {
            var bounded = Pick(unchecked_);
            bounded.Check = $"ck{_names++}";
            each($"{alter} ADD CONSTRAINT {bounded.Check} CHECK ({bounded.Name} < 1000)", table.Rebuild());
        }
        else if (operation == 4 && table.Columns.FirstOrDefault(column => column.Check is not null) is { } loose)
        {
            var sql = $"{alter} DROP CONSTRAINT {loose.Check}";
            loose.Check = null;
            each(sql, table.Rebuild());
        }
        else if (operation == 5 && table.Columns.FirstOrDefault(column => column.Unique is not null) is { } unique)
        {
            both($"DROP INDEX {unique.Unique}");
            unique.Unique = null;
        }
        else if (free.Count > 0)
        {
            var isUnique = operation == 6;
            int? value = isUnique || _random.Next(2) == 0 ? null : 7;
            var added = new ModelColumn(Pick(free), value is null ? Pick(Types) : "int") { Default = value };
            added.Unique = isUnique ? $"ux{_names++}" : null;
            table.Columns.Add(added);
            both($"{alter} ADD COLUMN {added.Ddl}");
            if (isUnique)
            {
                both(table.CreateIndex(added));
            }
        }
        else
        {
            both($"CREATE INDEX ix{_names} ON {table.Name} (id)");
            both($"DROP INDEX ix{_names++}");
        }
    }

    private void AddWrite()
    {
        if (_tables.Count + _past.Count == 0)
        {
            return;
        }

        var known = _past.Count > 0 && (_random.Next(4) == 0 || _tables.Count == 0) ? Pick(_past) : Pick(_tables);
        var rows = _random.Next(1, 4);
        _number++;
        for (var place = 1; place <= rows; place++)
        {
            var row = new RowEvent(
                Row(known),
                new SourceInfo(WellKnown.SdkConnector, "shop", _number, null, SnapshotMark.None, 0),
                new TransactionBlock(new TransactionId($"shop:{_number}"), place, rows)
            );
            Events.Add(new LogEvent(NextRecord(), row));
        }
    }

    private RowChange Row(ModelTable table)
    {
        var key = ("id", DataValue.Integer(_random.Next(12)));
        var after = table
            .Columns.Where(_ => _random.Next(3) > 0)
            .Select(column => (column.Name, ValueOf(column)))
            .Prepend(key)
            .ToArray();
        return _random.Next(5) switch
        {
            0 => Rows.Delete(table.Name, key),
            1 when after.Length > 1 => Rows.Update(table.Name, [key], after[1..]),
            2 => Rows.Read(table.Name, after),
            _ => Rows.Create(table.Name, after),
        };
    }

    // A number that a check forbids comes only while there is one, so that every check can be made.
    private DataValue ValueOf(ModelColumn column) =>
        _random.Next(10) == 0 ? DataValue.Null
        : !column.IsNumber ? DataValue.Text(new string((char)('a' + _random.Next(26)), _random.Next(1, 13)))
        : column.Check is not null && IsBounded(column) && _random.Next(4) == 0 ? DataValue.Integer(5000)
        : DataValue.Integer(_random.Next(100));

    private bool IsBounded(ModelColumn column) => _tables.Exists(table => table.Columns.Contains(column));

    private void Order(SchemaChange change)
    {
        var message = ControlCodec.Migrate(change);
        var source = new SourceInfo(
            WellKnown.SdkConnector,
            WellKnown.OperatorPublisher,
            null,
            null,
            SnapshotMark.None,
            0
        );
        Events.Add(new LogEvent(NextRecord(), new MessageEvent(message.Prefix, message.Content, source, null)));
    }

    private LogRecord NextRecord() =>
        new(Events.Count, 1_700_000_000_000 + Events.Count, null, Encoding.UTF8.GetBytes($"{Events.Count}"), []);
}
