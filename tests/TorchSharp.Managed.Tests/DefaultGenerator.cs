// Test classes that seed or draw from the process-wide default generator share this collection: they run one after the other, beside nothing else.

namespace TorchSharp.Managed.Tests;

[CollectionDefinition(nameof(DefaultGenerator), DisableParallelization = true)]
public class DefaultGenerator;
