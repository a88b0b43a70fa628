using static CdcReplicator.BatchingTests.Domain;

namespace CdcReplicator.BatchingTests;

/// <summary>Tables with foreign keys.</summary>
internal static class RelatedTables
{
    private const string RelationsDdl = """
        CREATE TABLE parent (id int PRIMARY KEY, name text NOT NULL);
        CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent (id), v int);
        CREATE TABLE tree (id int PRIMARY KEY, up int REFERENCES tree (id));
        CREATE TABLE owned (id int PRIMARY KEY, parent int NOT NULL REFERENCES parent (id) ON DELETE CASCADE);
        CREATE TABLE loose (id int PRIMARY KEY, parent int REFERENCES parent (id) ON DELETE SET NULL, v int);
        """;

    public static SchemaFamily Relations { get; } =
        new(
            "relations",
            RelationsDdl,
            RelationsDdl,
            new HistoryTable("parent", ["id"], Id(), Text("name", "p", "q").Required()),
            new HistoryTable("child", ["id"], Id(), Reference("parent"), Int("v", 1, 2))
            {
                ForeignKeys = [new HistoryForeignKey("parent", "parent")],
            },
            new HistoryTable("tree", ["id"], Id(), Reference("up"))
            {
                ForeignKeys = [new HistoryForeignKey("up", "tree")],
            },
            new HistoryTable("owned", ["id"], Id(), Reference("parent").Required())
            {
                ForeignKeys = [new HistoryForeignKey("parent", "parent") { Cascades = true }],
            },
            new HistoryTable("loose", ["id"], Id(), Reference("parent"), Int("v", 1, 2))
            {
                ForeignKeys = [new HistoryForeignKey("parent", "parent") { SetsNull = true }],
            }
        );

    public static SchemaFamily Cycle { get; } =
        new(
            "cycle",
            """
            CREATE TABLE egg (id int PRIMARY KEY, hen int NOT NULL, v int);
            CREATE TABLE hen (id int PRIMARY KEY, egg int REFERENCES egg (id) DEFERRABLE INITIALLY DEFERRED);
            ALTER TABLE egg ADD FOREIGN KEY (hen) REFERENCES hen (id) DEFERRABLE INITIALLY DEFERRED;
            """,
            """
            CREATE TABLE egg (id int PRIMARY KEY, hen int NOT NULL REFERENCES hen (id) DEFERRABLE INITIALLY DEFERRED, v int);
            CREATE TABLE hen (id int PRIMARY KEY, egg int REFERENCES egg (id) DEFERRABLE INITIALLY DEFERRED);
            """,
            new HistoryTable("egg", ["id"], Id(), Reference("hen").Required(), Int("v", 1, 2))
            {
                ForeignKeys = [new HistoryForeignKey("hen", "hen") { IsDeferred = true }],
            },
            new HistoryTable("hen", ["id"], Id(), Reference("egg"))
            {
                ForeignKeys = [new HistoryForeignKey("egg", "egg") { IsDeferred = true }],
            }
        );
}
