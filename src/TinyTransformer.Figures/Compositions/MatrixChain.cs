using System.Text.Json.Nodes;

namespace TinyTransformer;

/// <summary>
/// A calculation as matrices with their numbers, from left to right: <c>new MatrixChain(scores).Then("÷ √d", scaled).Then("softmax", pattern).With("·", values).Then("=", output)</c>.
/// Each matrix is a heatmap: its title names it, its labels, mask and scale are
/// drawn as they are, but that those on <see cref="HeatmapScale.Signed"/> share one limit, the largest magnitude among them.
/// </summary>
public sealed class MatrixChain : Figure
{
    private const int MaxMatrices = 24;
    private readonly Link[] _links;

    // Between a matrix and the one before it: an operation that leads to it, or a sign between two operands.
    internal readonly record struct Link(string Text, bool IsArrow, Heatmap Matrix);

    /// <summary>A chain that begins with a matrix.</summary>
    public MatrixChain(Heatmap first) : this([new Link("", false, first ?? throw new ArgumentNullException(nameof(first)))])
    {
    }

    private MatrixChain(Link[] links) => _links = links;

    // As they are drawn: matrices on HeatmapScale.Signed share one scale, so that one colour is one number in all of the figure.
    internal IReadOnlyList<Link> Links()
    {
        var largest = _links.Where(link => link.Matrix.Scale == HeatmapScale.Signed).Select(link => link.Matrix.Largest()).DefaultIfEmpty().Max();
        return largest == 0 ? _links : [.. _links.Select(link => link.Matrix.Scale == HeatmapScale.Signed ? link with { Matrix = link.Matrix.On(HeatmapScale.SignedTo(largest)) } : link)];
    }

    /// <summary>The same chain, and an arrow to one more matrix.</summary>
    /// <param name="operation">What stands over the arrow.</param>
    /// <param name="result">What the operation gives.</param>
    /// <exception cref="InvalidOperationException">There are 24 matrices already.</exception>
    public MatrixChain Then(string operation, Heatmap result) => Add(operation, isArrow: true, result);

    /// <summary>The same chain, and one more matrix behind a sign.</summary>
    /// <param name="sign">Such as · or + or =.</param>
    /// <param name="matrix">The next operand, or the result behind =.</param>
    /// <exception cref="InvalidOperationException">There are 24 matrices already.</exception>
    public MatrixChain With(string sign, Heatmap matrix) => Add(sign, isArrow: false, matrix);

    /// <inheritdoc/>
    public override string ToPlotlyJson() =>
        PlotlyGrid.Write(Title, [.. Links().Select(link => (link.Matrix as Figure, Caption(link)))], columns: Math.Min(3, _links.Length));

    /// <inheritdoc/>
    public override string ToText()
    {
        var text = TextTable.Begin(Title);
        foreach (var link in _links)
        {
            var head = link.Text.Length > 0 ? $"{(link.IsArrow ? "→ " : "")}{Label.Visible(link.Text)}\n" : "";
            text.Append(head).Append(link.Matrix.ToText());
        }

        return text.ToString();
    }

    internal override Scene Draw() => new MatrixChainScene(this).Draw();

    private static string Caption(Link link) =>
        link.Text.Length == 0 ? link.Matrix.Title ?? "" : $"{(link.IsArrow ? "→ " : "")}{link.Text}{(string.IsNullOrEmpty(link.Matrix.Title) ? "" : " " + link.Matrix.Title)}";

    private MatrixChain Add(string text, bool isArrow, Heatmap matrix)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(matrix);
        return _links.Length < MaxMatrices
            ? new MatrixChain([.. _links, new Link(text, isArrow, matrix)]) { Title = Title }
            : throw new InvalidOperationException($"MatrixChain: expected at most {MaxMatrices} matrices; show the rest as another chain");
    }
}
