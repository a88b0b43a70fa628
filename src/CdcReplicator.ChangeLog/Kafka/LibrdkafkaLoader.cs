using System.Reflection;
using System.Runtime.InteropServices;
using CdcReplicator.Model;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>Finds the native Kafka client: the one that came with the package, else the system's. Nothing but Kafka needs it.</summary>
internal static class LibrdkafkaLoader
{
    /// <summary>What our own imports call the library, whichever it is.</summary>
    public const string OwnName = "cdc-replicator-librdkafka";

    private const string BundledName = "librdkafka";
    private const string SystemName = "librdkafka.so.1";

    private static readonly Lazy<Exception?> Loading = new(Load);
    private static nint _library;

    /// <summary>Loads it on the first call.</summary>
    /// <exception cref="ReplicationException">There is none on this machine.</exception>
    public static void EnsureLoaded()
    {
        if (Loading.Value is { } failure)
        {
            throw new ReplicationException(
                "Kafka needs the native library librdkafka, and it is not on this machine.",
                "Install it with `apt-get install librdkafka1`.",
                failure
            );
        }
    }

    private static Exception? Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, Resolve);
        NativeLibrary.SetDllImportResolver(
            typeof(LibrdkafkaLoader).Assembly,
            (name, _, _) => name == OwnName ? _library : 0
        );
        try
        {
            Library.Load();
            if (!NativeLibrary.TryGetExport(_library, LeaderEpochStandIns.NativeName, out _))
            {
                LeaderEpochStandIns.Install();
            }

            return null;
        }
        catch (Exception e)
            when (e
                    is DllNotFoundException
                        or InvalidOperationException
                        or TypeInitializationException
                        or MissingFieldException
            )
        {
            return e;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (
            NativeLibrary.TryLoad(name, assembly, searchPath, out var found)
            || (name == BundledName && NativeLibrary.TryLoad(SystemName, out found))
        )
        {
            _library = found;
        }

        return found;
    }
}
