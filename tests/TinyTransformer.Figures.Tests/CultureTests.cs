using System.Globalization;

namespace TinyTransformer.Tests;

public class CultureTests
{
    // As de-DE and sv-SE write numbers; made by hand, since an invariant build has no cultures to ask for.
    [Fact]
    public void Renderings_UnderACultureWithCommas_AreTheSame()
    {
        var expected = Renderings();
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "−";
        CultureInfo.CurrentCulture = culture;
        Assert.Equal("−0,5", (-0.5).ToString(CultureInfo.CurrentCulture));
        Assert.Equal(expected, Renderings());
    }

    private static string[] Renderings() =>
        [.. Samples.Named.Values.Select(make => make()).SelectMany(f => new[] { f.ToText(), f.ToSvg(), f.ToPlotlyJson() }), Convert.ToBase64String(Samples.Pattern().ToPng())];
}
