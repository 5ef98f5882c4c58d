using TinyTransformer.Cli;

return await CommandLine.RunAsync(args);
