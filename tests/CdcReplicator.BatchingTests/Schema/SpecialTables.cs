using static CdcReplicator.BatchingTests.Domain;

namespace CdcReplicator.BatchingTests;

/// <summary>A table without key, and one whose trigger writes another.</summary>
internal static class SpecialTables
{
    private const string Audited = """
        CREATE TABLE audited (id int PRIMARY KEY, v int, w int);
        CREATE TABLE trail (audited int, was int, becomes int);
        """;

    public static SchemaFamily Keyless { get; } =
        new(
            "keyless",
            "CREATE TABLE feed (line text, n int);",
            "CREATE TABLE feed (line text, n int);",
            new HistoryTable("feed", [], Text("line", "a", "b"), Int("n", 1, 2))
        );

    public static SchemaFamily Triggered { get; } =
        new(
            "triggers",
            $"""
            {Audited}
            CREATE FUNCTION leave_trail() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO public.trail VALUES (coalesce(NEW.id, OLD.id), OLD.v, NEW.v); RETURN NULL; END $$;
            CREATE TRIGGER leave_trail AFTER INSERT OR UPDATE OR DELETE ON audited FOR EACH ROW EXECUTE FUNCTION leave_trail();
            """,
            $"""
            {Audited}
            CREATE TRIGGER created AFTER INSERT ON audited BEGIN INSERT INTO trail VALUES (NEW.id, NULL, NEW.v); END;
            CREATE TRIGGER updated AFTER UPDATE ON audited BEGIN INSERT INTO trail VALUES (NEW.id, OLD.v, NEW.v); END;
            CREATE TRIGGER deleted AFTER DELETE ON audited BEGIN INSERT INTO trail VALUES (OLD.id, OLD.v, NULL); END;
            """,
            new HistoryTable("audited", ["id"], Id(), Int("v", 1, 2, 3), Int("w", 1, 2)),
            new HistoryTable("trail", [], Int("audited"), Int("was"), Int("becomes")) { IsWrittenByTrigger = true }
        );
}
