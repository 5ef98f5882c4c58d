using TinyTransformer.Cli;

Console.OutputEncoding = System.Text.Encoding.UTF8;       // where a console has a code page of its own, accents would be lost
return await CommandLine.RunAsync(args);
