namespace AutoGradLinear.RandomPrograms.Judging;

/// <summary>
/// Runs an action for each index in turn on a thread of its own, and goes on with the next index where one does not end. Programs are
/// bounded by construction and end within milliseconds, so that only a defect needs this.
/// </summary>
internal sealed class PatientLoop
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Room for the deepest recursion, and then some.</summary>
    private const int StackSize = 16 << 20;

    private readonly Thread _thread;
    private volatile int _current;
    private volatile bool _isAbandoned;

    private PatientLoop(int first, int count, Action<int> action)
    {
        _current = first;
        _thread = new Thread(
            () =>
            {
                while (_current < count)
                {
                    int index = _current;
                    action(index);
                    if (_isAbandoned)
                        return;
                    _current = index + 1;
                }
            },
            StackSize) { IsBackground = true };
    }

    /// <summary>Calls <paramref name="onTimeout"/> for each index at which the action did not end; it is left running.</summary>
    public static void Run(int count, Action<int> action, Action<int> onTimeout)
    {
        for (int first = 0; first < count;)
        {
            var loop = new PatientLoop(first, count, action);
            if (loop.Ends())
                return;
            onTimeout(loop._current);
            first = loop._current + 1;
        }
    }

    private bool Ends()
    {
        _thread.Start();
        int seen = -1;
        while (!_thread.Join(Patience))
        {
            if (_current == seen)
            {
                _isAbandoned = true;
                return false;
            }

            seen = _current;
        }

        return true;
    }
}
