namespace TinyTransformer.Cli.Commands;

/// <summary>How to write on.</summary>
internal sealed record GenerateOptions(double Temperature, int? TopK, double? TopP, int? MaxTokens, ulong Seed);
