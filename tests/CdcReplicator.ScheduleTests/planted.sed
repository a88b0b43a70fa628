# Faults of earlier versions, planted again: each is alive only while a run has it planted (Planted.Is).
# The pump told of a failure without an end, while nobody took what it had read.
/await WriteAsync\(ToInput\(error\), cancellationToken\);/{
s//await WriteAsync(ToInput(error), Planted.Is("deaf pump") ? CancellationToken.None : cancellationToken);/
}
# A reader that was opened while reading was stopped was kept.
s/if \(ticket == _ticket\)/if (Planted.Is("late reader") || ticket == _ticket)/
# Calls under way did not hear of disposal.
/EndAsync\(\) => _source\.CancelScheduledAsync\(\)/{
s//EndAsync() => Planted.Is("deaf calls") ? Task.CompletedTask : _source.CancelScheduledAsync()/
}
# What was seen at the node of a route given back was not asked for.
/^( *)await CatchUpAsync\(except: null, cancellationToken\);$/{
s//\1if (!Planted.Is("route given back")) await CatchUpAsync(except: null, cancellationToken);/
}
# Whoever withdrew at the head of the line did not let those after him through.
/^( *)_waiting\.Remove\(node\);/{
s//\1if (Planted.Is("unheard withdrawal"))\
\1{ _waiting.Remove(node); node.Value.Served.SetCanceled(cancellationToken); return; }\
\1_waiting.Remove(node);/
}
# An append given up kept its share of the budget.
s/^( *)budget\.Give\(_held\);/\1if (!Planted.Is("kept share")) budget.Give(_held);/
# Of several processes that asked for numbers at once, each took what it had asked for.
/if \(IsOwn\(new NumberEntry\(key, block, version\), entries\)\)/{
s//if (Planted.Is("numbers of others") || IsOwn(new NumberEntry(key, block, version), entries))/
}
# One refusal ended following for good.
s/^( *)MembershipLog\.WatchFailed.*$/&\n\1if (Planted.Is("following ends")) return;/
# A log that failed while the pump was stopped halted the node.
/^( *)catch \(Exception\) when \(cancellationToken\.IsCancellationRequested\)$/{
s//\1catch (Exception ended) when (cancellationToken.IsCancellationRequested\
\1    \&\& (!Planted.Is("failure at the end") || ended is OperationCanceledException))/
}
# An append was written although whoever waited for it had been told that it was cancelled.
s/isFirstTaken = batch\[0\]\.TryTake\(\)/isFirstTaken = batch[0].TryTake() || Planted.Is("cancelled is written")/
# A side that took nothing was waited for without end.
/IsStuck\(long now, TimeSpan limit\) => IsBehind/{
s//IsStuck(long now, TimeSpan limit) => !Planted.Is("stuck side") \&\& IsBehind/
}
# What was posted to a loop that had ended stayed in its queue.
s/^( *)if \(_hasEnded\)$/\1if (_hasEnded \&\& !Planted.Is("posted too late"))/
# A confirmation settled also the doubts that were raised while it was under way.
s/_settled = isSettled \? covered : _settled;/_settled = isSettled ? (Planted.Is("early confirmation") ? _raised : covered) : _settled;/
