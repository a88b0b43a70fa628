using System.Runtime.InteropServices;

namespace CdcReplicator.ChangeLog;

/// <summary>Makes consumers of librdkafka from settings.</summary>
internal static unsafe class NativeConfiguration
{
    /// <summary>Settings of the .NET client that librdkafka does not know.</summary>
    private const string ManagedPrefix = "dotnet.";
    private const int ErrorSize = 512;

    /// <summary>A consumer.</summary>
    /// <param name="settings">Each must be known and valid.</param>
    /// <param name="listener">Told of errors and log lines.</param>
    /// <exception cref="ArgumentException">A setting is refused.</exception>
    public static ClientHandle CreateConsumer(
        IEnumerable<KeyValuePair<string, string>> settings,
        NativeListener listener
    )
    {
        var configuration = Librdkafka.NewConfiguration();
        var held = GCHandle.Alloc(listener);
        try
        {
            foreach (var (name, value) in settings)
            {
                if (!name.StartsWith(ManagedPrefix, StringComparison.Ordinal))
                {
                    Set(configuration, name, value);
                }
            }

            Librdkafka.SetOpaque(configuration, GCHandle.ToIntPtr(held));
            Librdkafka.SetErrorCallback(configuration, &NativeListener.OnError);
            Librdkafka.SetLogCallback(configuration, &NativeListener.OnLog);
            var error = stackalloc byte[ErrorSize];
            var client = Librdkafka.NewClient(Librdkafka.ConsumerType, configuration, error, ErrorSize);
            return client != 0
                ? new ClientHandle(client, held)
                : throw new ArgumentException(Marshal.PtrToStringUTF8((nint)error));
        }
        catch
        {
            // Only a client that was made owns its configuration.
            Librdkafka.DestroyConfiguration(configuration);
            held.Free();
            throw;
        }
    }

    private static void Set(nint configuration, string name, string value)
    {
        var error = stackalloc byte[ErrorSize];
        if (Librdkafka.Set(configuration, name, value, error, ErrorSize) != Librdkafka.ConfigurationOk)
        {
            throw new ArgumentException(Marshal.PtrToStringUTF8((nint)error));
        }
    }
}
