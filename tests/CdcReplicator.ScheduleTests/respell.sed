# How the product's sources are respelled, so that a schedule sees every step (DESIGN.md).
s/\.ConfigureAwait\(false\)//g
s/\.ConfigureAwait\(ConfigureAwaitOptions\.SuppressThrowing\)/.Quietly()/g
s/Task\.CompletedTask\.ConfigureAwait\(ConfigureAwaitOptions\.ForceYielding\)/Task.Yield()/g
s/\bTask\.Run\(/Scheduled.Run(/g
s/\bTask\.WhenAll\(/Scheduled.WhenAll(/g
s/\bTask\.WhenAny\(/Scheduled.WhenAny(/g
s/\.CancelAsync\(\)/.CancelScheduledAsync()/g
s/\.Cancel\(\)/.CancelQuietly()/g
s/\bWaitAsync\(/WaitScheduledAsync(/g
s/\block \((\w+)\)/using (Scheduled.Enter(\1))/g
/\bWait\(_epoll, _events, MaxEvents, \(int\)atMost\.TotalMilliseconds\)/{
s//Scheduled.Poll(atMost, () => Wait(_epoll, _events, MaxEvents, 0))/
}
