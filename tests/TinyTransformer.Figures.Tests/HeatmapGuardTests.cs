namespace TinyTransformer.Tests;

public class HeatmapGuardTests
{
    [Fact]
    public void RowLabels_TooFew_SaysHowMany() => Throws<ArgumentException>(
        "RowLabels: expected 3 labels for 3 rows, got 2", () => new Heatmap(new double[3, 4]) { RowLabels = ["a", "b"] });

    [Fact]
    public void ColumnLabels_TooMany_SaysHowMany() => Throws<ArgumentException>(
        "ColumnLabels: expected 4 labels for 4 columns, got 5", () => new Heatmap(new double[3, 4]) { ColumnLabels = ["a", "b", "c", "d", "e"] });

    [Fact]
    public void RowLabels_WithNull_NamesThePlace() => Throws<ArgumentException>(
        "RowLabels[1]: expected a label, got null", () => new Heatmap(new double[2, 1]) { RowLabels = ["a", null!] });

    [Fact]
    public void Mask_OfAnotherShape_SaysBoth() => Throws<ArgumentException>(
        "Mask: expected (3, 4), got (4, 3)", () => new Heatmap(new double[3, 4]) { Mask = new bool[4, 3] });

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    public void Values_WithoutRowsOrColumns_SaysSo(int rows, int columns) => Throws<ArgumentException>(
        $"values: expected at least one row and one column, got ({rows}, {columns})", () => new Heatmap(new double[rows, columns]));

    [Fact]
    public void Values_BeyondTheLimit_AsksForASlice() => Throws<ArgumentException>(
        "values: expected at most 512 rows and columns, got (513, 1); show a slice", () => new Heatmap(new float[513, 1]));

    [Fact]
    public void Pattern_WithAScore_NamesTheCellAndTheCure() => Throws<ArgumentOutOfRangeException>(
        "values[0, 1] (the → cat): expected 0 to 1, got 1.5; for scores use Scale = HeatmapScale.Signed",
        () => new Heatmap(new[,] { { 0, 1.5 } }) { RowLabels = ["the"], ColumnLabels = ["the", "cat"] }.ToSvg());

    [Fact]
    public void Pattern_WithMinusInfinity_IsNotTakenForAMask() => Throws<ArgumentOutOfRangeException>(
        "got -∞; for scores use", () => new Heatmap(new[,] { { double.NegativeInfinity } }).ToText());

    [Fact]
    public void Pattern_BeyondOneByRounding_IsAccepted() => Assert.Contains("1.00", new Heatmap(new[,] { { 1.0000005 } }).ToText());

    [Fact]
    public void Pattern_OutsideTheScaleUnderTheMask_IsAccepted() =>
        Assert.Contains("·", new Heatmap(new[,] { { 7.0, 0 } }) { Mask = new[,] { { true, false } } }.ToText());

    [Fact]
    public void SignedTo_BelowAValue_NamesTheCell() => Throws<ArgumentOutOfRangeException>(
        "values[0, 0] (0 → 0): expected -1 to 1, got -3", () => new Heatmap(new[,] { { -3.0 } }) { Scale = HeatmapScale.SignedTo(1) }.ToPlotlyJson());

    [Theory]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "NaN")]
    public void SignedTo_WithoutARange_SaysSo(double limit, string shown) => Throws<ArgumentOutOfRangeException>(
        $"limit: expected a finite number above 0, got {shown}", () => HeatmapScale.SignedTo(limit));

    [Fact]
    public void CellSize_TooSmall_SaysTheRange() => Throws<ArgumentOutOfRangeException>(
        "CellSize: expected 8 to 100, got 7", () => new Heatmap(new double[1, 1]) { CellSize = 7 });

    [Fact]
    public void Decimals_Negative_SaysTheRange() => Throws<ArgumentOutOfRangeException>(
        "Decimals: expected 0 to 9, got -1", () => new Heatmap(new double[1, 1]) { Decimals = -1 });

    [Fact]
    public void Values_ChangedAfterwards_DoNotChangeTheFigure()
    {
        var values = new[,] { { 0.25 } };
        var figure = new Heatmap(values);
        values[0, 0] = 0.75;
        Assert.Contains("0.25", figure.ToText());
    }

    private static void Throws<T>(string message, Func<object> act) where T : Exception => Assert.Contains(message, Assert.Throws<T>(act).Message);
}
