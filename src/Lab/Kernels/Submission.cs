// A compiled cell. The slots are those of the array through which Roslyn's submissions reach each other's variables:
// slot 0 is for a globals object (none here), and each submission that has code takes the next.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lab.Kernels;

/// <param name="SlotsBefore">The slots that the submissions before this one take.</param>
internal sealed record Submission(CSharpCompilation Compilation, ImmutableArray<Diagnostic> Errors, byte[] Image, byte[] Symbols, int SlotsBefore)
{
    public const string AssemblyPrefix = "cell-submission-";

    public bool HasCode { get; } = Compilation.SyntaxTrees.Any(tree => tree.GetCompilationUnitRoot().Members.Count > 0);

    public int SlotCount => SlotsBefore + (HasCode ? 1 : 0);

    /// <summary>Whether the cell ends in an expression without a semicolon that has a value. Binds the cell again: ask only when the value itself does not tell.</summary>
    public bool HasResult() =>
        Compilation.SyntaxTrees[^1].GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
        && Compilation.GetSemanticModel(last.SyntaxTree).GetTypeInfo(last.Expression).Type is not { SpecialType: SpecialType.System_Void };
}
