// A library brings its own display by the names of .NET Interactive's convention, without a reference to any host.
using Lab.Display;

namespace Lab.Tests.Display;

public class FormatterConventionTests
{
    [Fact]
    public void Bundle_OfATypeWithFormatters_HoldsAllTheirForms()
    {
        var bundle = MimeBundle.Of(new Figure());
        Assert.Equal(["image/png", "text/plain", "application/vnd.plotly.v1+json"], bundle.Select(form => form.Key));
        Assert.Equal("aGk=", (string?)bundle["image/png"]);
        Assert.Equal(1, (int)bundle["application/vnd.plotly.v1+json"]!["a"]!);
    }

    [Fact]
    public void Bundle_OfADerivedType_UsesTheBasesFormatters() => Assert.Equal("figure Derived", (string?)MimeBundle.Of(new Derived())["text/plain"]);

    [Fact]
    public void Bundle_OfOneForm_HoldsThatFormAlone() => Assert.Equal("{\"text/plain\":\"figure Figure\"}", MimeBundle.Of(new Figure(), "text/plain").ToJsonString());

    [Fact]
    public void PlainText_OfFiguresInAList_IsTheirOwn() => Assert.Equal("[figure Figure]", PlainText.Of(new[] { new Figure() }));

    [Fact]
    public void Bundle_WhoseFormatterThrows_ThrowsTheFormattersException() => Assert.Throws<NotSupportedException>(() => MimeBundle.Of(new Broken()));

    [Fact]
    public void Bundle_OfAPlainValue_IsPlainText() => Assert.Equal("{\"text/plain\":\"3\"}", MimeBundle.Of(3).ToJsonString());

    [TypeFormatterSource(typeof(FigureFormatters))]
    private class Figure;

    private sealed class Derived : Figure;

    [TypeFormatterSource(typeof(BrokenFormatters))]
    private sealed class Broken;

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
    {
        public Type FormatterSourceType { get; } = formatterSourceType;
    }

    public sealed class FigureFormatters
    {
        private readonly Formatter[] _formatters =
        [
            new Formatter("image/png", _ => "aGk="),
            new Formatter("text/plain", value => $"figure {value.GetType().Name}"),
            new Formatter("text/never", _ => null),
            new Formatter("application/vnd.plotly.v1+json", _ => "{\"a\":1}"),
        ];

        public IEnumerable<object> CreateTypeFormatters() => _formatters;
    }

    public sealed class BrokenFormatters
    {
        private readonly Formatter _formatter = new("text/plain", _ => throw new NotSupportedException());

        public IEnumerable<object> CreateTypeFormatters() => [_formatter];
    }

    public sealed class Formatter(string mimeType, Func<object, string?> text)
    {
        public string MimeType { get; } = mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            var content = text(instance);
            writer.Write(content);
            return content is not null;
        }
    }
}
