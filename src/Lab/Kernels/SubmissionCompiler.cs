// Compiles a cell as one Roslyn script submission chained on the one before, as the .NET Interactive C# kernel does:
// the same imports, the same language version, nothing more, so that a cell which compiles here compiles there.
// It compiles and no more: running is the Interpreter's.
using System.Collections.Immutable;
using System.Text;
using Lab.Display;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Lab.Kernels;

internal sealed class SubmissionCompiler(NotebookReferences references, NotebookSources sources)
{
    private static readonly string[] s_imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        typeof(CellFunctions).FullName!,
    ];

    // The version that .NET Interactive's notebooks declare.
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp13, kind: SourceCodeKind.Script);

    private static readonly EmitOptions s_emit = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    // Not optimised: a loop in a cell then takes up to twice its time (a library's does not), but optimised code
    // shows frames with the line of another statement, and leaves some out.
    private readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary,
        usings: s_imports,
        optimizationLevel: OptimizationLevel.Debug,
        allowUnsafe: true,
        metadataReferenceResolver: references,
        sourceReferenceResolver: sources,
        assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);

    private int _count;

    public static SyntaxTree Parse(string code, string label) => CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), s_parse, label);

    /// <param name="label">What errors and stack traces call the cell: "cell 5".</param>
    /// <param name="previous">The submission whose names this one sees; null for the first.</param>
    public Submission Compile(string code, string label, Submission? previous)
    {
        var tree = Parse(code, label);
        var name = $"{Submission.AssemblyPrefix}{++_count}";
        var compilation = CSharpCompilation.CreateScriptCompilation(
            name,
            tree,
            previous?.Compilation.References ?? references.Initial,
            _options.WithScriptClassName($"Submission#{_count}"),
            previous?.Compilation,
            typeof(object));
        var (image, symbols) = (new MemoryStream(), new MemoryStream());
        var emitted = compilation.Emit(image, symbols, options: s_emit);
        var errors = emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToImmutableArray();
        return new Submission(compilation, tree, errors, image.ToArray(), symbols.ToArray(), previous?.SlotCount ?? 1);
    }
}
