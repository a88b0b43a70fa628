using CdcReplicator.Model;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace CdcReplicator.Applier;

/// <summary>
/// How a node that does not answer is opened again: less and less often, behind a circuit breaker. (A batch that fails
/// is not retried here: the core pauses and has the node opened again.)
/// </summary>
internal sealed class NodePipelines
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(2);
    private const int MinimumAttempts = 5;

    /// <param name="time">The clock.</param>
    /// <param name="unreachable">Told of every failed attempt to open the node.</param>
    public NodePipelines(TimeProvider time, Action<ReplicationException> unreachable)
    {
        var breaker = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<NodeFaultException>(fault => fault.IsTransient),
                    FailureRatio = 0.9,
                    MinimumThroughput = MinimumAttempts,
                    SamplingDuration = Sampling,
                    BreakDuration = Break,
                }
            )
            .Build();
        Opening = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder()
                        .Handle<ReplicationException>(error => error.IsTransient)
                        .Handle<BrokenCircuitException>(),
                    MaxRetryAttempts = int.MaxValue,
                    Delay = FirstDelay,
                    MaxDelay = MaxDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    OnRetry = attempt =>
                    {
                        if (attempt.Outcome.Exception is ReplicationException error)
                        {
                            unreachable(error);
                        }

                        return default;
                    },
                }
            )
            .AddPipeline(breaker)
            .Build();
    }

    /// <summary>Retries until it works or fails for good.</summary>
    public ResiliencePipeline Opening { get; }
}
