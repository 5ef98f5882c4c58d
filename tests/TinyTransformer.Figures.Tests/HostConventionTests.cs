namespace TinyTransformer.Tests;

// What a notebook host does: it finds everything by name.
public class HostConventionTests
{
    [Fact]
    public void Attribute_OnTheDerivedClass_IsFoundByName()
    {
        Assert.Equal(["text/html", "text/plain"], (string[])Property(Attribute(), "PreferredMimeTypes")!);
        Assert.Equal(["text/html", "text/plain", "image/png", "application/vnd.plotly.v1+json"], Formatters().Select(f => (string)Property(f, "MimeType")!));
    }

    [Fact]
    public void Formatter_OfAFigure_WritesItsRendering()
    {
        var figure = Samples.Pattern();
        Assert.Equal($"<div>{figure.ToSvg()}</div>", Format("text/html", figure));
        Assert.Equal(figure.ToText(), Format("text/plain", figure));
        Assert.Equal(figure.ToPng(), Convert.FromBase64String(Format("image/png", figure)!));
        Assert.Equal(figure.ToPlotlyJson(), Format("application/vnd.plotly.v1+json", figure));
    }

    [Fact]
    public void Formatter_OfAnythingElse_DeclinesAndWritesNothing() => Assert.Null(Format("text/html", "no figure"));

    private static object Attribute() => typeof(Heatmap).GetCustomAttributes(inherit: true).Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");

    private static IEnumerable<object> Formatters()
    {
        var source = Activator.CreateInstance((Type)Property(Attribute(), "FormatterSourceType")!)!;
        return (IEnumerable<object>)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;
    }

    private static string? Format(string mimeType, object instance)
    {
        var formatter = Formatters().Single(f => (string)Property(f, "MimeType")! == mimeType);
        var writer = new StringWriter();
        var done = formatter.GetType().GetMethods().Single(m => m.Name == "Format").Invoke(formatter, [instance, writer]);
        Assert.Equal(done, writer.ToString().Length > 0);
        return done is true ? writer.ToString() : null;
    }

    private static object? Property(object instance, string name) => instance.GetType().GetProperty(name)!.GetValue(instance);
}
