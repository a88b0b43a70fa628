import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** pgjdbc through a relay: one thing a run, named by the first argument; says in a line what came of it. */
public final class JdbcClient {
    private static final String BASE = "jdbc:postgresql://127.0.0.1:" + System.getenv("PGPORT") + "/"
        + System.getenv("PGDATABASE") + "?user=" + System.getenv("PGUSER") + "&password=" + System.getenv("PGPASSWORD");

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "session":
                session(arguments[1]);
                break;
            case "extended":
                extended();
                break;
            case "large":
                large(Integer.parseInt(arguments[1]));
                break;
            case "connects":
                connects(Integer.parseInt(arguments[1]));
                break;
            case "cancel":
                cancel();
                break;
            default:
                throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Connects with further parameters, and asks twice: an error may come with the connect or after it. */
    private static void session(String parameters) throws Exception {
        try (Connection connection = DriverManager.getConnection(BASE + "&" + parameters)) {
            String node = ask(connection, "SHOW cdc.node");
            System.out.println(node + " " + ask(connection, "SHOW application_name"));
        } catch (SQLException error) {
            System.out.println(error.getSQLState());
        }
    }

    /** The first five runs of a statement are unnamed, later ones named and binary; then in portions of a cursor. */
    private static void extended() throws Exception {
        try (Connection connection = DriverManager.getConnection(BASE)) {
            long sum = 0;
            try (PreparedStatement statement = connection.prepareStatement("SELECT ?::int * 2, ?::text")) {
                for (int i = 1; i <= 20; i++) {
                    statement.setInt(1, i);
                    statement.setString(2, "t" + i);
                    try (ResultSet rows = statement.executeQuery()) {
                        rows.next();
                        sum += rows.getInt(1);
                        if (!rows.getString(2).equals("t" + i)) {
                            throw new IllegalStateException(rows.getString(2));
                        }
                    }
                }
            }

            connection.setAutoCommit(false);
            int count = 0;
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(100);
                try (ResultSet rows = statement.executeQuery("SELECT i FROM generate_series(1, 10000) i")) {
                    while (rows.next()) {
                        count++;
                    }
                }
            }

            String refused = "";
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (i int)");
            } catch (SQLException error) {
                refused = error.getSQLState();
            }

            connection.rollback();
            System.out.println(sum + " " + count + " " + refused + " " + ask(connection, "SELECT 'still there'"));
        }
    }

    /** A result of many megabytes; the statement has a text after which the client's side may be closed. */
    private static void large(int rows) throws Exception {
        Connection connection = DriverManager.getConnection(BASE);
        try (Statement statement = connection.createStatement();
            ResultSet result = statement.executeQuery(
                "SELECT i, repeat('x', 1000) FROM generate_series(1, " + rows + ") i, pg_sleep(0.3) /* last words */")) {
            int count = 0;
            long bytes = 0;
            while (result.next()) {
                count++;
                bytes += result.getString(2).length();
            }

            System.out.println(count + " " + bytes);
        }
    }

    private static void connects(int count) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(() -> {
                try (Connection connection = DriverManager.getConnection(BASE)) {
                    return ask(connection, "SELECT 'served'");
                }
            });
        }

        int served = 0;
        for (Future<String> answer : threads.invokeAll(tasks)) {
            served += answer.get().equals("served") ? 1 : 0;
        }

        threads.shutdown();
        System.out.println(served);
    }

    private static void cancel() throws Exception {
        try (Connection connection = DriverManager.getConnection(BASE); Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            try {
                statement.execute("SELECT pg_sleep(60)");
            } catch (SQLException error) {
                System.out.println(error.getSQLState() + " " + ask(connection, "SELECT 'still there'"));
            }
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
