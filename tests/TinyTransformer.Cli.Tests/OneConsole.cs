namespace TinyTransformer.Cli.Tests;

/// <summary>Tests that run the program: a process has one console, and one default generator.</summary>
[CollectionDefinition(nameof(OneConsole), DisableParallelization = true)]
public sealed class OneConsole;
