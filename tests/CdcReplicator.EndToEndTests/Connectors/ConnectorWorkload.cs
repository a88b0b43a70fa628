namespace CdcReplicator.EndToEndTests;

/// <summary>What happens at the source.</summary>
internal static class ConnectorWorkload
{
    public const string Schema = """
        CREATE EXTENSION hstore;
        CREATE SCHEMA shop;
        CREATE TABLE shop.kinds (
            id int PRIMARY KEY, n numeric(12,3), u numeric, nn numeric(8,2) NOT NULL DEFAULT 7.5, d date,
            t3 time(3), ts3 timestamp(3), tz timestamptz, by bytea, h hstore, j jsonb, x uuid, b boolean,
            r real, f double precision, big bigint, txt text DEFAULT 'default',
            ns numeric(8,2)[], ints int[], words text[]);
        CREATE TABLE shop.micros (id int PRIMARY KEY, t time, ts timestamp, t0 time(0), ts0 timestamp(0));
        CREATE TABLE shop.stamps (id int PRIMARY KEY, ts timestamp);
        CREATE TABLE shop.days (id int PRIMARY KEY, d date, tz timestamptz, tzs timestamptz[]);
        CREATE TABLE shop.spans (id int PRIMARY KEY, iv interval);
        CREATE TABLE shop.hours (id int PRIMARY KEY, iv interval);
        CREATE TABLE shop.docs (id int PRIMARY KEY, body text, n int);
        ALTER TABLE shop.docs ALTER body SET STORAGE EXTERNAL;
        CREATE TABLE shop.blobs (id int PRIMARY KEY, data bytea, n int);
        ALTER TABLE shop.blobs ALTER data SET STORAGE EXTERNAL;
        CREATE TABLE shop.keyed (id int PRIMARY KEY, code text NOT NULL UNIQUE, v text);
        CREATE TABLE shop.odd (id int PRIMARY KEY, "unit-price" numeric(8,2), "2nd" int, "größe" text);
        CREATE TABLE shop.shapes (id int PRIMARY KEY, seen pg_lsn, query tsquery, gaps int4multirange);
        CREATE TABLE shop.lines (a int, b text);
        ALTER TABLE shop.lines REPLICA IDENTITY FULL;
        CREATE TABLE shop.accounts (id int PRIMARY KEY, balance numeric(12,2) NOT NULL);
        CREATE TABLE shop.entries (id int PRIMARY KEY, account int REFERENCES shop.accounts, amount numeric(12,2));
        CREATE TABLE shop.bulk (id int PRIMARY KEY, v text);
        CREATE TABLE shop.marker (id int PRIMARY KEY);
        """;

    /// <summary>Rows that are there before any connector.</summary>
    public const string Before = """
        INSERT INTO shop.kinds SELECT i, i * 1.125, i * 1000.5, 7.5, date '2024-02-28' + i,
            time '23:59:58.5' + i * interval '1.007 s', timestamp '1999-12-31 23:59:59.123' + i * interval '1 day',
            timestamptz '2024-03-31 01:59:59.999999+02' + i * interval '1 hour',
            decode('00ff' || lpad(to_hex(i), 2, '0'), 'hex'),
            hstore('k', i::text) || hstore('empty', NULL::text), jsonb_build_object('i', i, 'x', '"quoted"'),
            md5(i::text)::uuid, i % 2 = 0, i / 3.0, -i / 7.0, 9007199254740993 + i, 'Grüße ' || chr(128512) || i,
            ARRAY[i, NULL, -0.01], ARRAY[i, NULL], ARRAY['a,b', NULL, '{}'] FROM generate_series(1, 40) i;
        INSERT INTO shop.kinds (id) VALUES (100);
        INSERT INTO shop.kinds (id, txt, n, by) VALUES (101, NULL, -0.001, '');
        INSERT INTO shop.micros SELECT i, time '00:00:00.000001' + i * interval '1 hour',
            timestamp '1969-12-31 23:59:59.999999' + i * interval '1 us', '12:34:56', '2024-02-29 12:34:56'
            FROM generate_series(0, 20) i;
        INSERT INTO shop.stamps VALUES (1, 'infinity'), (2, '-infinity'), (3, '9999-12-31 23:59:59.999999'), (4, NULL);
        INSERT INTO shop.days VALUES (1, 'infinity', 'infinity',
            ARRAY['-infinity', '2024-01-01 00:00+00']::timestamptz[]),
            (2, '-infinity', '-infinity', ARRAY['infinity', NULL]::timestamptz[]),
            (3, '9999-12-31', '2024-06-01 00:00:00.000001+00', '{}'), (4, NULL, NULL, NULL);
        INSERT INTO shop.spans VALUES (1, '1 year 2 mons 3 days 04:05:06.789012'), (2, '-1 mon'),
            (3, '36:00:00'), (4, NULL);
        INSERT INTO shop.hours VALUES (1, '36:00:00'), (2, '-00:00:00.000001'), (3, NULL);
        INSERT INTO shop.docs SELECT i, repeat('text ' || i || ' ', 2000), 0 FROM generate_series(1, 5) i;
        INSERT INTO shop.blobs SELECT i, decode(repeat(md5(i::text), 600), 'hex'), 0 FROM generate_series(1, 5) i;
        INSERT INTO shop.keyed SELECT i, 'code-' || i, 'v' FROM generate_series(1, 20) i;
        INSERT INTO shop.odd VALUES (1, 1.50, 2, 'groß'), (2, NULL, NULL, NULL);
        INSERT INTO shop.shapes VALUES (1, '16/B374D848', 'a & b', '{[1,3), [5,7)}'), (2, NULL, NULL, NULL);
        INSERT INTO shop.lines SELECT i % 3, 'line ' || i % 2 FROM generate_series(1, 12) i;
        INSERT INTO shop.accounts SELECT i, 1000 FROM generate_series(1, 10) i;
        INSERT INTO shop.bulk SELECT i, repeat(md5(i::text), 8) FROM generate_series(1, 20000) i;
        """;

    /// <summary>What happens while no connector runs, after one was killed inside its snapshot.</summary>
    public static readonly string[] BetweenSnapshots =
    [
        "DELETE FROM shop.bulk WHERE id % 10 = 0",
        "UPDATE shop.bulk SET id = -id WHERE id % 10 = 1",
        "UPDATE shop.bulk SET v = 'changed' WHERE id % 10 = 2",
        "DELETE FROM shop.keyed WHERE id = 3",
        "UPDATE shop.keyed SET id = 104, code = 'other' WHERE id = 4",
        "DELETE FROM shop.kinds WHERE id = 40",
    ];

    /// <summary>What happens while all connectors stream.</summary>
    public static readonly string[] Streaming =
    [
        """
            INSERT INTO shop.kinds SELECT i, -i * 1.125, i * 0.001, i, date '2000-02-28' - i,
                time '00:00:00.001' + i * interval '1.001 s', timestamp '1969-12-31 23:59:59.999' - i * interval '1 ms',
                timestamptz '2024-03-31 01:59:59.000001+00' - i * interval '1 hour',
                decode('ff' || lpad(to_hex(i), 2, '0'), 'hex'),
                hstore('k,"=>', i::text), jsonb_build_object('i', i, 'n', 1.10), md5(i::text)::uuid, NULL, 1e-30, 'NaN',
                -9223372036854775808 + i, E'tab\t"quoted" \\ ' || i, ARRAY[i * 0.5, 99999.99], ARRAY[]::int[],
                ARRAY['', ' '] FROM generate_series(201, 230) i
            """,
        "UPDATE shop.kinds SET txt = NULL, n = n + 1, h = NULL WHERE id IN (1, 2, 201)",
        "UPDATE shop.kinds SET id = id + 1000 WHERE id IN (5, 6, 202)",
        "DELETE FROM shop.kinds WHERE id IN (7, 8, 203, 100)",
        "INSERT INTO shop.micros SELECT 100 + i, time '24:00:00' - i * interval '1 us', "
            + "timestamp '1700-01-01 00:00:00.000001' + i * interval '1 us', '00:00:01', '2261-12-31 23:59:59' "
            + "FROM generate_series(1, 5) i",
        "UPDATE shop.micros SET ts = ts - interval '3 us', t = t + interval '1 us' WHERE id < 5",
        "INSERT INTO shop.stamps VALUES (11, 'infinity'), (12, '-infinity'), (13, '0044-03-15 12:00:00 BC')",
        "UPDATE shop.stamps SET ts = '-infinity' WHERE id IN (1, 3)",
        "INSERT INTO shop.days VALUES (11, 'infinity', 'infinity', ARRAY['-infinity', 'infinity']::timestamptz[]), "
            + "(12, '0044-03-15 BC', '-infinity', ARRAY['2024-01-01 00:00:00.5+00']::timestamptz[])",
        "UPDATE shop.days SET d = '-infinity', tzs = ARRAY['-infinity']::timestamptz[] WHERE id IN (1, 3, 4)",
        "INSERT INTO shop.spans VALUES (11, '-1 year -2 mons +3 days -04:05:06.789012'), (12, '0')",
        "UPDATE shop.spans SET iv = '1 mon -1 day' WHERE id < 3",
        "INSERT INTO shop.hours VALUES (11, '-23:59:59.999999'), (12, '0')",
        "UPDATE shop.docs SET n = n + 1",
        "UPDATE shop.docs SET id = id + 100 WHERE id IN (1, 2)",
        "UPDATE shop.docs SET body = 'short' WHERE id = 3",
        "DELETE FROM shop.docs WHERE id = 4",
        "INSERT INTO shop.docs SELECT i, repeat('new ' || i, 3000), i FROM generate_series(11, 12) i",
        "UPDATE shop.docs SET n = 99 WHERE id = 11",
        "UPDATE shop.blobs SET n = n + 1",
        "UPDATE shop.blobs SET id = id + 100 WHERE id = 1",
        "UPDATE shop.blobs SET data = NULL WHERE id = 2",
        "INSERT INTO shop.keyed VALUES (31, 'new', NULL)",
        "UPDATE shop.keyed SET code = 'moved' WHERE id = 1",
        "UPDATE shop.keyed SET v = 'changed' WHERE id = 2",
        "DELETE FROM shop.keyed WHERE id = 5",
        "INSERT INTO shop.odd VALUES (3, -0.01, -2, 'Größe')",
        "UPDATE shop.odd SET \"größe\" = 'ß', \"unit-price\" = 9 WHERE id = 1",
        "INSERT INTO shop.shapes VALUES (11, '0/1', '!c', '{}')",
        "UPDATE shop.shapes SET query = NULL WHERE id = 1",
        "INSERT INTO shop.lines VALUES (1, 'same'), (1, 'same'), (NULL, NULL)",
        "DELETE FROM shop.lines WHERE ctid = (SELECT min(ctid) FROM shop.lines WHERE b = 'same')",
        "UPDATE shop.lines SET b = 'other' WHERE a = 2",
        .. Enumerable.Range(1, 60).Select(Transfer),
        "BEGIN; DELETE FROM shop.entries; DELETE FROM shop.accounts WHERE id = 9; "
            + "UPDATE shop.accounts SET id = 1000 + id WHERE id = 10; "
            + "INSERT INTO shop.entries VALUES (5000, 1010, 3); COMMIT",
        "TRUNCATE shop.lines",
        "INSERT INTO shop.lines VALUES (7, 'after')",
        Mark(1),
    ];

    /// <summary>A transaction of thousands of rows in several tables; its last row is marker 2.</summary>
    public const string Big = """
        BEGIN;
        INSERT INTO shop.entries SELECT 10000 + i, 1 + i % 8, i * 0.01 FROM generate_series(1, 3000) i;
        UPDATE shop.entries SET amount = amount + 1 WHERE id % 3 = 0;
        UPDATE shop.keyed SET v = 'big';
        INSERT INTO shop.lines SELECT i % 2, 'big' FROM generate_series(1, 50) i;
        UPDATE shop.docs SET n = n + 1;
        DELETE FROM shop.entries WHERE id % 7 = 0;
        INSERT INTO shop.marker VALUES (2);
        COMMIT;
        """;

    /// <summary>What happens while no connector runs, after they were killed in the big transaction.</summary>
    public static readonly string[] WhileAway =
    [
        "UPDATE shop.accounts SET balance = balance * 2",
        "DELETE FROM shop.kinds WHERE id = 9",
        // A snapshot, as the move will take one, shifts dates before 1582-10-15.
        "DELETE FROM shop.stamps WHERE id = 13",
        "DELETE FROM shop.days WHERE id = 12",
        .. Enumerable.Range(101, 20).Select(Transfer),
    ];

    /// <summary>What happens at the new server before connectors come to it.</summary>
    public static readonly string[] AtTheNewServer =
    [
        "DELETE FROM shop.kinds WHERE id IN (10, 11)",
        "UPDATE shop.keyed SET id = 500 + id, code = 'new-' || id WHERE id < 8",
        "UPDATE shop.docs SET body = repeat('moved ', 2000) WHERE id = 102",
        "INSERT INTO shop.lines VALUES (8, 'moved')",
    ];

    /// <summary>What happens at the new server while connectors stream.</summary>
    public static readonly string[] AfterTheMove =
    [
        "UPDATE shop.docs SET n = n + 1",
        "INSERT INTO shop.kinds (id, n, by) VALUES (301, 3.125, 'moved')",
        "DELETE FROM shop.keyed WHERE id > 505",
        .. Enumerable.Range(201, 20).Select(Transfer),
        Mark(4),
    ];

    /// <summary>A row by which a node shows how far it is.</summary>
    public static string Mark(int id) => $"INSERT INTO shop.marker VALUES ({id})";

    private static string Transfer(int id) =>
        $"""
            BEGIN; UPDATE shop.accounts SET balance = balance - {id} WHERE id = {1 + (id % 8)};
            UPDATE shop.accounts SET balance = balance + {id} WHERE id = {1 + ((id + 3) % 8)};
            INSERT INTO shop.entries VALUES ({id * 2}, {1 + (id % 8)}, -{id}), ({(id * 2) + 1}, {1
                + ((id + 3) % 8)}, {id}); COMMIT
            """;
}
