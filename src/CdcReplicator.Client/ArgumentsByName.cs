using System.ComponentModel;

namespace CdcReplicator;

/// <summary>
/// Stands first among the parameters of calls that take several rows, so that a row given without its parameter's name
/// does not compile. There is none to pass.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ArgumentsByName
{
    private ArgumentsByName() { }
}
