// What a run of the Lab came to.
namespace Lab.Tests.Running;

public sealed record LabResult(int ExitCode, string Output, string Errors);
