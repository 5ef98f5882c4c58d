namespace TinyTransformer.Tests;

/// <summary>Tests that compare draws of torch's default generator, of which a process has one: no other test may draw from it meanwhile.</summary>
[CollectionDefinition(nameof(DefaultGenerator), DisableParallelization = true)]
public sealed class DefaultGenerator;
