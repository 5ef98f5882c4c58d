// What the course library costs.
//
//     dotnet run -c Release --project bench/Course -- tokenizers [FILE]    training and encoding, in seconds and MB/s
//     dotnet run -c Release --project bench/Course -- cache                decoding with and without a KV cache, beside the counted operations

switch (args)
{
    case ["tokenizers"]:
        Tokenizers.Run(file: null);
        return 0;
    case ["tokenizers", var file]:
        Tokenizers.Run(file);
        return 0;
    case ["cache"]:
        Cache.Run();
        return 0;
    default:
        Console.Error.WriteLine("usage: Course tokenizers [FILE] | cache");
        return 2;
}
