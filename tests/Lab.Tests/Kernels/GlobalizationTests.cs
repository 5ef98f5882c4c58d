// Cells see .NET's cultures and Unicode as other hosts show them, though everything is written in the invariant culture unless a cell asks otherwise.
namespace Lab.Tests.Kernels;

public sealed class GlobalizationTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    [Theory]
    [InlineData("\"\\u00e9\".Normalize(NormalizationForm.FormD).Length", "2")]
    [InlineData("\"e\\u0301\".Normalize().Length", "1")]
    [InlineData("\"\\ufb01\\u2460\".Normalize(NormalizationForm.FormKC)", "fi1")]
    [InlineData("1.5.ToString(new System.Globalization.CultureInfo(\"de-DE\"))", "1,5")]
    [InlineData("System.Globalization.CultureInfo.CurrentCulture.Name + 1.5", "1.5")]
    public async Task Cell_UsesUnicodeAndCultures_AsOtherHosts(string code, string expected) => Assert.Equal(expected, await kernel.ShowAsync(code));
}
