using Xunit.Abstractions;
using Xunit.Sdk;

namespace CdcReplicator.Testing;

/// <summary>Decides whether a contract case can run for the class that derives from the contract.</summary>
internal static class ContractCases
{
    /// <summary>The one skipped case, or null if it can run.</summary>
    public static IEnumerable<IXunitTestCase>? Skipped(
        IMessageSink sink,
        ITestFrameworkDiscoveryOptions options,
        ITestMethod method
    )
    {
        var needsKafka = method.TestClass.Class.GetCustomAttributes(typeof(NeedsKafkaAttribute)).Any();
        return needsKafka && KafkaAvailability.SkipReason(ownServer: false) is { } reason
            ?
            [
                new XunitSkippedDataRowTestCase(
                    sink,
                    options.MethodDisplayOrDefault(),
                    options.MethodDisplayOptionsOrDefault(),
                    method,
                    reason
                ),
            ]
            : null;
    }
}
