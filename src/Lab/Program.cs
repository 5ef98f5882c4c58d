// Where the Lab starts: as a kernel if it was started by itself, else as the command line tool. A kernel must be up at once,
// so it comes first and loads nothing of the command line.
using Lab.CommandLine;
using Lab.Kernels;

if (args is [KernelProgram.Verb, ..])
{
    return KernelProgram.Run(args);
}

return await LabCommandLine.RunAsync(args);
