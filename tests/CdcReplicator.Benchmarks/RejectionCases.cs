using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.Benchmarks;

/// <summary>
/// One writer that loops on one conflict, among the accepted transactions of others; and, where that is another thing,
/// one that meets a new one each time.
/// </summary>
internal static class RejectionCases
{
    /// <summary>The tables, the rows that conflicts are with, and rows that are changed.</summary>
    public const string Ddl = """
        CREATE TABLE customers (id bigint PRIMARY KEY, name text);
        INSERT INTO customers VALUES (1, 'Ann'), (2, 'Bob');
        CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, amount int, note text);
        INSERT INTO orders VALUES (1, 1, 4, 'first');
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
          INSERT INTO orders SELECT -i, 1, 4, 'changed' FROM n;
        CREATE TABLE logins (id bigint PRIMARY KEY, mail text UNIQUE, amount int, note text);
        INSERT INTO logins VALUES (1, 'ann@example.org', 4, 'first');
        CREATE TABLE sales (id bigint PRIMARY KEY, customer bigint REFERENCES customers, amount int, note text);
        CREATE TABLE stock (id bigint PRIMARY KEY, customer bigint, amount int CHECK (amount >= 0), note text NOT NULL);
        """;

    /// <summary>How many rows are changed, one after the other; as many as <see cref="Ddl"/> makes.</summary>
    private const int Changed = 5000;

    private static readonly ColumnType Int32 = new(ColumnKind.Int32, "integer");
    private static readonly ColumnType Int64 = new(ColumnKind.Int64, "bigint");
    private static readonly ColumnType Text = new(ColumnKind.Text, "text");
    private static readonly string Note = new('x', 120);

    private static readonly TableDefinition Orders = Table("orders", ("customer", Int64));
    private static readonly TableDefinition Logins = Table("logins", ("mail", Text));
    private static readonly TableDefinition Sales = Table("sales", ("customer", Int64));
    private static readonly TableDefinition Stock = Table("stock", ("customer", Int64));

    /// <summary>All cases; those of one table follow each other.</summary>
    public static IReadOnlyList<RejectionCase> All { get; } =
    [
        new("key exists", Order, _ => Order(1)),
        new("value not as expected", n => Expecting(-1 - (n % Changed), 4), _ => Expecting(1, 7)),
        new("UNIQUE, one value", Login, n => Row(Logins, n, DataValue.Text("ann@example.org"))),
        new("UNIQUE, key as well", Login, _ => Row(Logins, 1, DataValue.Text("ann@example.org"))),
        new("FOREIGN KEY, one parent", n => Sale(n, 1 + (n % 2)), n => Sale(n, 9)),
        new("FOREIGN KEY, always another parent", n => Sale(n, 1 + (n % 2)), n => Sale(n, -n)),
        new("CHECK", n => Sell(n, 4), n => Sell(n, -1)),
        new("NOT NULL", n => Sell(n, 4), n => Row(Stock, n, DataValue.Integer(1), note: null)),
        new("value out of range", n => Sell(n, 4), n => Sell(n, 1L << 40)),
    ];

    private static TableChange Order(long id) => Row(Orders, id, DataValue.Integer(id % 1000));

    private static TableChange Login(long id) => Row(Logins, id, DataValue.Text($"user{id}@example.org"));

    private static TableChange Sale(long id, long customer) => Row(Sales, id, DataValue.Integer(customer));

    private static TableChange Sell(long id, long amount) => Row(Stock, id, DataValue.Integer(1), amount);

    private static TableChange Expecting(long id, long amount) =>
        new(
            Orders,
            new RowChange
            {
                Table = Orders.Name,
                Operation = ChangeOperation.Update,
                Key = RowImages.Of(("id", DataValue.Integer(id))),
                Before = RowImages.Of(("amount", DataValue.Integer(amount))),
                After = RowImages.Of(("id", DataValue.Integer(id)), ("amount", DataValue.Integer(amount))),
            }
        );

    private static TableChange Row(
        TableDefinition table,
        long id,
        DataValue second,
        long amount = 4711,
        string? note = "long"
    )
    {
        var values = new (string, DataValue)[]
        {
            ("id", DataValue.Integer(id)),
            (table.Columns[1].Name, second),
            ("amount", DataValue.Integer(amount)),
            ("note", note is null ? DataValue.Null : DataValue.Text(Note)),
        };
        return new TableChange(
            table,
            new RowChange
            {
                Table = table.Name,
                Operation = ChangeOperation.Create,
                Key = RowImages.Of(values[0]),
                After = RowImages.Of(values),
            }
        );
    }

    // As a writer knows them whose idea of the table is wider than the node's: so values arrive that do not fit.
    private static TableDefinition Table(string name, (string Name, ColumnType Type) second) =>
        new(
            new TableName("public", name),
            [
                new ColumnDefinition("id", Int64, false),
                new ColumnDefinition(second.Name, second.Type, true),
                new ColumnDefinition("amount", name == "stock" ? Int64 : Int32, true),
                new ColumnDefinition("note", Text, true),
            ],
            ["id"],
            [],
            [],
            []
        );
}
