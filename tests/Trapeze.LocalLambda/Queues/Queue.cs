using Trapeze.LocalLambda.Aws;

namespace Trapeze.LocalLambda.Queues;

/// <summary>A queue of SQS: at least once, in no order, and with the dice more than once and in any order; a FIFO queue in order within each group.</summary>
internal sealed class Queue(LocalQueue options, Dice dice, TimeProvider time, Func<string, Queue?> queues)
{
    private const int MostMessages = 120_000;

    private static readonly TimeSpan DeduplicationTime = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly LinkedList<Message> _messages = [];
    private readonly Dictionary<string, (Message Message, DateTimeOffset Until)> _sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Message> _received = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sequence;

    internal LocalQueue Options => options;

    internal bool IsFifo => options.Name.EndsWith(".fifo", StringComparison.Ordinal);

    internal string Arn => LocalNames.Arn("sqs", options.Name);

    internal QueueCounts Counts
    {
        get
        {
            lock (_lock)
            {
                var now = time.GetUtcNow();
                var visible = _messages.Count(message => message.VisibleAt <= now);
                var inFlight = _messages.Count(message => message.IsInFlight(now));
                return new QueueCounts(visible, inFlight, _messages.Count - visible - inFlight);
            }
        }
    }

    /// <summary>The bodies of all messages, in the order that they were sent in.</summary>
    internal IReadOnlyList<string> Bodies
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages.Select(message => message.Sent.Body)];
            }
        }
    }

    internal Message Send(NewMessage sent)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (sent.Deduplication is { } id && _sent.TryGetValue(id, out var earlier) && earlier.Until > now)
            {
                return earlier.Message;
            }

            if (_messages.Count >= MostMessages)
            {
                throw new AwsException(403, "OverLimit", "this stand-in keeps no more messages");
            }

            var message = new Message(sent with { Delay = sent.Delay ?? options.Delay }, now, ++_sequence);
            if (sent.Deduplication is { } known)
            {
                _sent[known] = (message, now + DeduplicationTime);
            }

            message.Node = _messages.AddLast(message);
            Change();
            return message;
        }
    }

    /// <summary>Receives up to <paramref name="most"/> messages, and waits for the first.</summary>
    internal async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int most, TimeSpan? visibility, TimeSpan wait, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + wait;
        while (true)
        {
            Task waiting;
            lock (_lock)
            {
                var now = time.GetUtcNow();
                if (Take(most, visibility ?? options.VisibilityTimeout, now) is { Count: > 0 } taken)
                {
                    return taken;
                }

                if (now >= until)
                {
                    return [];
                }

                var due = _messages.Where(message => message.VisibleAt > now).Select(message => message.VisibleAt).Append(until).Min();
                waiting = _changed.Task.WaitAsync(due - now, time, cancellationToken);
                if (time.GetUtcNow() >= due)
                {
                    // A clock that is moved by hand may have been, before it knew of the wait.
                    continue;
                }
            }

            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Deletes what the handle is the last one of; an older handle deletes nothing, and says nothing.</summary>
    internal void Delete(string handle)
    {
        lock (_lock)
        {
            if (Find(handle) is { } message)
            {
                Remove(message);
                Change();
            }
        }
    }

    internal void ChangeVisibility(string handle, TimeSpan visibility)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (Find(handle) is not { } message || !message.IsInFlight(now))
            {
                throw new AwsException(400, "MessageNotInflight", "The specified message isn't in flight.", "AWS.SimpleQueueService.MessageNotInflight");
            }

            message.VisibleAt = now + visibility;
            Change();
        }
    }

    internal void Purge()
    {
        lock (_lock)
        {
            _messages.Clear();
            _received.Clear();
        }
    }

    private Message? Find(string handle) => Guid.TryParseExact(handle, "n", out _)
        ? _received.GetValueOrDefault(handle)
        : throw new AwsException(404, "ReceiptHandleIsInvalid", "The input receipt handle is invalid.");

    private List<ReceivedMessage> Take(int most, TimeSpan visibility, DateTimeOffset now)
    {
        var taken = new List<ReceivedMessage>();
        foreach (var message in Candidates(now))
        {
            if (taken.Count == most)
            {
                break;
            }

            if (message.Receives >= options.MostReceives && options.DeadLetterQueue is { } name && queues(name) is { } dead)
            {
                Remove(message);
                dead.Send(message.Sent with { Delay = null });
                continue;
            }

            if (!IsFifo || !IsHeld(message, taken, now))
            {
                taken.Add(Receive(message, visibility, now));
            }
        }

        return taken;
    }

    private List<Message> Candidates(DateTimeOffset now)
    {
        var visible = _messages.Where(message => message.VisibleAt <= now);
        return IsFifo || !dice.IsUnruly ? [.. visible] : dice.Shuffle(visible);
    }

    // Whether something earlier of its group is with another receiver.
    private bool IsHeld(Message message, List<ReceivedMessage> taken, DateTimeOffset now) => _messages.Any(other =>
        other.Sequence < message.Sequence && other.Sent.Group == message.Sent.Group && other.VisibleAt > now && !taken.Exists(one => one.Id == other.Id));

    private ReceivedMessage Receive(Message message, TimeSpan visibility, DateTimeOffset now)
    {
        var handle = Guid.NewGuid().ToString("n");
        if (message.Handle is { } before)
        {
            _received.Remove(before);
        }

        _received.Add(handle, message);
        message.Receives++;
        message.FirstReceived ??= now;

        // A copy of it that has not heard of this receiver stays visible, in a standard queue.
        var isTwice = !IsFifo && dice.IsUnruly && dice.Next(8) == 0;
        message.VisibleAt = isTwice ? now : now + visibility;
        message.Handle = handle;
        return new ReceivedMessage(message.Id, handle, message.Sent, message.SentAt, message.FirstReceived.Value, message.Receives, message.Sequence);
    }

    private void Remove(Message message)
    {
        _messages.Remove(message.Node!);
        if (message.Handle is { } handle)
        {
            _received.Remove(handle);
        }
    }

    private void Change()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }
}
