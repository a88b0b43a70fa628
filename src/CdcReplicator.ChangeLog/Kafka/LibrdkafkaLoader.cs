using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Loads the native Kafka client that came with the package, and gives our own imports the very library that
/// Confluent.Kafka uses. Nothing but Kafka needs it.
/// </summary>
internal static class LibrdkafkaLoader
{
    /// <summary>What our own imports call the library, whichever file it is.</summary>
    public const string OwnName = "cdc-replicator-librdkafka";

    private const string Name = "librdkafka";

    /// <summary>
    /// The package's build without Kerberos. The plain one needs Red Hat's libsasl2.so.3, which Debian does not have.
    /// </summary>
    private const string WithoutKerberos = "centos8-librdkafka";

    /// <summary>2.3: topic identities and offsets by the admin client.</summary>
    private const int OldestVersion = 0x020300ff;

    private static readonly Lazy<Exception?> Loading = new(Load);
    private static nint _library;

    /// <summary>Loads it on the first call.</summary>
    /// <exception cref="ReplicationException">There is none for this machine, or it is too old.</exception>
    public static void EnsureLoaded()
    {
        if (Loading.Value is { } failure)
        {
            throw new ReplicationException(
                "Kafka needs the native library librdkafka of the package librdkafka.redist, and it cannot be loaded: "
                    + $"{failure.Message}",
                "Deploy the application with its folder 'runtimes', or publish it for this machine's kind of system.",
                failure
            );
        }
    }

    private static Exception? Load()
    {
        try
        {
            // A host application may use Confluent.Kafka already. Then its library is taken: two in one process must
            // not be mixed.
            _library = FindLoaded();
            if (_library == 0)
            {
                NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, Resolve);
            }

            Library.Load();
            if (Library.Version < OldestVersion)
            {
                throw new DllNotFoundException(
                    $"version {Library.VersionString} was found, and 2.3 is the oldest that will do."
                );
            }

            _library = _library != 0 ? _library : FindLoaded();
            NativeLibrary.SetDllImportResolver(
                typeof(LibrdkafkaLoader).Assembly,
                (name, _, _) => name == OwnName ? _library : 0
            );
            return null;
        }
        catch (Exception e)
            when (e
                    is DllNotFoundException
                        or EntryPointNotFoundException
                        or InvalidOperationException
                        or TypeInitializationException
                        or MissingFieldException
            )
        {
            return e;
        }
    }

    /// <summary>The package's own, whatever the system has besides.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (_library == 0 && name.EndsWith(Name, StringComparison.Ordinal))
        {
            _ = TryLoad(name) || (name == Name && TryLoad(WithoutKerberos));
        }

        return name.EndsWith(Name, StringComparison.Ordinal) ? _library : 0;

        bool TryLoad(string file) =>
            NativeLibrary.TryLoad(file, assembly, DllImportSearchPath.AssemblyDirectory, out _library);
    }

    /// <summary>
    /// The library that Confluent.Kafka uses; 0 if it has loaded none yet. It has one set of imports for each file, and
    /// keeps which it took.
    /// </summary>
    private static nint FindLoaded()
    {
        const string type = "Confluent.Kafka.Impl.Librdkafka";
        const string field = "_version";
        var imported =
            typeof(Library).Assembly.GetType(type)?.GetField(field, BindingFlags.Static | BindingFlags.NonPublic)
            ?? throw new MissingFieldException(type, field);
        return imported.GetValue(null) is Delegate import
            ? NativeLibrary.Load(
                import.Method.GetCustomAttribute<DllImportAttribute>()?.Value ?? Name,
                typeof(Library).Assembly,
                null
            )
            : 0;
    }
}
