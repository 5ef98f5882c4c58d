namespace TinyTransformer.Tests;

// The listener's slot is the process's own: these tests share a class, so they run one after the other.
public sealed class InputTests : IDisposable
{
    private readonly List<(string MimeType, string Json)> _heard = [];

    public InputTests() => AppContext.SetData("Notebook.Input.Listener", (Action<string, string>)((mimeType, json) => _heard.Add((mimeType, json))));

    public void Dispose() => AppContext.SetData(Input.ListenerSlot, null);

    [Fact]
    public void Text_WithAListener_ReturnsTheValueAndAnnouncesItsSource()
    {
        Assert.Equal("The cat", Input.Text("The cat", line: 7));
        Assert.Equal(("application/vnd.transformers.input.v1+json", """{"kind":"text","value":"The cat","expression":"\u0022The cat\u0022","line":7}"""), Assert.Single(_heard));
    }

    [Fact]
    public void Slider_WithAListener_AnnouncesItsBounds()
    {
        Assert.Equal(0.8, Input.Slider(0.8, 0.1, 2, step: 0.1, label: "temperature", line: 3));
        Assert.Equal("""{"kind":"slider","value":0.8,"min":0.1,"max":2,"step":0.1,"label":"temperature","expression":"0.8","line":3}""", Assert.Single(_heard).Json);
    }

    [Fact]
    public void Choice_WithAListener_AnnouncesItsOptions()
    {
        Assert.Equal("causal", Input.Choice("causal", ["none", "causal"], line: 1));
        Assert.Equal("""{"kind":"choice","value":"causal","options":["none","causal"],"expression":"\u0022causal\u0022","line":1}""", Assert.Single(_heard).Json);
    }

    [Fact]
    public void Text_OfAVariable_AnnouncesTheVariable()
    {
        var sentence = "a b";
        Input.Text(sentence);
        Assert.Contains("\"expression\":\"sentence\"", Assert.Single(_heard).Json);
    }

    [Fact]
    public void Inputs_WithoutAListener_ReturnTheirValues()
    {
        AppContext.SetData(Input.ListenerSlot, null);
        Assert.Equal(("a", 1.0, "b"), (Input.Text("a"), Input.Slider(1, 0, 1), Input.Choice("b", ["b"])));
        Assert.Empty(_heard);
    }

    [Theory]
    [InlineData(3, 0, 2, "Slider on line 5: expected a value from 0 to 2, got 3; change the value or the bounds")]
    [InlineData(double.NaN, 0, 2, "Slider on line 5: expected a value from 0 to 2, got NaN")]
    [InlineData(1, 2, 2, "Slider on line 5: expected finite min < max, got 2 and 2")]
    [InlineData(1, 0, double.PositiveInfinity, "Slider on line 5: expected finite min < max, got 0 and ∞")]
    public void Slider_OutOfBounds_SaysPlaceAndCure(double value, double min, double max, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => Input.Slider(value, min, max, line: 5)).Message);

    [Fact]
    public void Slider_WithoutAStep_SaysSo() =>
        Assert.Contains("expected a finite step above 0, got 0", Assert.Throws<ArgumentOutOfRangeException>(() => Input.Slider(1, 0, 2, step: 0)).Message);

    [Fact]
    public void Choice_OutsideItsOptions_NamesThem() => Assert.Contains(
        "Choice on line 2: expected one of \"a\", \"b\", got \"c\"; change the value or add it to the options",
        Assert.Throws<ArgumentException>(() => Input.Choice("c", ["a", "b"], line: 2)).Message);
}
