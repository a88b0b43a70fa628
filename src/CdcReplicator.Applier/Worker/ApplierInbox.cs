using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace CdcReplicator.Applier;

/// <summary>
/// What happened and waits for the worker's loop. Work that was begun before the node was opened again answers to
/// nobody: its answers are dropped. Safe to post to from any thread; everything else is the loop's.
/// </summary>
internal sealed class ApplierInbox
{
    private const int AnyGeneration = -1;

    private readonly Channel<(int Generation, ApplierInput Input)> _inputs = Channel.CreateUnbounded<(
        int,
        ApplierInput
    )>(new UnboundedChannelOptions { SingleReader = true });

    private int _generation;

    /// <summary>Posts what counts whenever it happened.</summary>
    public void Post(ApplierInput input) => Post(AnyGeneration, input);

    /// <summary>How to post the answer of work that is begun now.</summary>
    public Action<ApplierInput> ForAnswer()
    {
        var generation = _generation;
        return input => Post(generation, input);
    }

    /// <summary>What is under way answers to nobody from now on.</summary>
    public void ForgetAnswers() => _generation++;

    /// <summary>Waits until there may be something to take.</summary>
    public ValueTask<bool> WaitForInputAsync(CancellationToken cancellationToken) =>
        _inputs.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes the next that counts.</summary>
    public bool TryTake([NotNullWhen(true)] out ApplierInput? input)
    {
        while (_inputs.Reader.TryRead(out var next))
        {
            if (next.Generation == AnyGeneration || next.Generation == _generation)
            {
                input = next.Input;
                return true;
            }
        }

        input = null;
        return false;
    }

    private void Post(int generation, ApplierInput input) => _inputs.Writer.TryWrite((generation, input));
}
