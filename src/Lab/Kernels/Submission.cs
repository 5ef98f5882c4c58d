// A compiled cell. The slots are those of the array through which Roslyn's submissions reach each other's variables:
// slot 0 is for a globals object (none here), and each submission that has code takes the next.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lab.Kernels;

/// <param name="Cell">The cell itself; a #load adds further trees to the compilation.</param>
/// <param name="SlotsBefore">The slots that the submissions before this one take.</param>
internal sealed record Submission(CSharpCompilation Compilation, SyntaxTree Cell, ImmutableArray<Diagnostic> Errors, byte[] Image, byte[] Symbols, int SlotsBefore)
{
    public const string AssemblyPrefix = "cell-submission-";

    public bool HasCode { get; } = Compilation.SyntaxTrees.Any(tree => tree.GetCompilationUnitRoot().Members.Count > 0);

    public int SlotCount => SlotsBefore + (HasCode ? 1 : 0);

    /// <summary>Whether the cell ends in an expression without a semicolon that has a value. Binds the cell again: ask only when the value itself does not tell.</summary>
    public bool HasResult() =>
        ((CompilationUnitSyntax)Cell.GetRoot()).Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
        && Compilation.GetSemanticModel(Cell).GetTypeInfo(last.Expression).Type is not { SpecialType: SpecialType.System_Void };
}
