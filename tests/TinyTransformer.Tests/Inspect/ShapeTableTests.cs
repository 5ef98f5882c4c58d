using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class ShapeTableTests
{
    [Fact]
    public void Text_SeveralTensors_AlignsNamesAndShapes()
    {
        var text = ShapeTable.Text(("Q", zeros(3, 2), "T d"), ("scores", zeros(3, 3), "T T"), ("bias", zeros(3), "T"));
        Assert.Equal("Q       (3, 2)  T=3 × d=2\nscores  (3, 3)  T=3 × T=3\nbias    (3,)    T=3", text);
    }

    [Fact]
    public void Text_ANumberWithoutAxes_HasAnEmptyShape() => Assert.Equal("loss  ()", ShapeTable.Text(("loss", zeros([]), "")));

    [Fact]
    public void Text_ALetterOfTwoSizes_SaysWhereTheyMeet()
    {
        var error = Assert.Throws<ArgumentException>(() => ShapeTable.Text(("Q", zeros(3, 2), "T d"), ("K", zeros(4, 2), "T d")));
        Assert.Equal("K: T is 4 here, but 3 in Q", error.Message);
    }

    [Fact]
    public void Text_WithoutTensors_SaysSo()
    {
        Assert.Equal("rows: name at least one tensor", Assert.Throws<ArgumentException>(() => ShapeTable.Text()).Message);
        Assert.Equal("rows: Q lacks its tensor", Assert.Throws<ArgumentException>(() => ShapeTable.Text(("Q", null!, "T"))).Message);
    }

    [Fact]
    public void Text_MoreAxesThanLetters_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => ShapeTable.Text(("Q", zeros(1, 3, 2), "T d")));
        Assert.Equal("Q: (1, 3, 2) has 3 axes, but \"T d\" names 2", error.Message);
    }
}
