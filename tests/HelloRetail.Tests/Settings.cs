// Each test class has a shop of its own on this machine; two at once would only make both slow.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
