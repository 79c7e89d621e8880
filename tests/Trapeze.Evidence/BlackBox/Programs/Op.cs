namespace Trapeze.Evidence.BlackBox.Programs;

/// <summary>What a hostile handler can be told to do. The vacuity check wants each to be done often.</summary>
internal enum Op
{
    Get,
    Put,
    Delete,
    Test,
    Query,
    Scan,
    Batch,
    Raise,
    Send,
    Publish,
    Release,
    Throw,
    Hang,
    Compute,
    Log,
    Measure,
    Respond,
    Write,
    Abort,
    Identify,
    Forget,
    Branch,
}
