using System.IO.Compression;

namespace TinyTransformer.Tests;

public sealed class TextFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadLines_EndsOfLines_OnlyALineFeedCounts()
    {
        var path = _folder.Write("a.txt", "\uFEFFone\r\ntwo\rstill two\u2028still two\n\nfour");
        Assert.Equal(["one", "two\rstill two\u2028still two", "", "four"], TextFile.ReadLines(path));
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0x0A, 0x62, 0xC3, 0xA9, 0xE9, 0x0A }, "line 2, byte 4: 0xE9")]
    [InlineData(new byte[] { 0xFF }, "line 1, byte 1: 0xFF")]
    [InlineData(new byte[] { 0x61, 0xE2, 0x82 }, "line 1, byte 2: 0xE2")]
    public void ReadLines_BytesThatAreNoUtf8_AreRefusedWithTheirPlace(byte[] bytes, string place)
    {
        File.WriteAllBytes(_folder.PathOf("a.txt"), bytes);
        var error = Assert.Throws<InvalidDataException>(() => TextFile.ReadLines(_folder.PathOf("a.txt")));
        Assert.Contains($"a.txt: {place} is not UTF-8", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void ReadLines_AnEmptyFile_IsRefused(string text) =>
        Assert.Contains("a.txt: the file is empty", Assert.Throws<InvalidDataException>(() => TextFile.ReadLines(_folder.Write("a.txt", text))).Message);

    [Fact]
    public void ReadLines_Gzip_IsToldByItsContent()
    {
        using (var gzip = new GZipStream(File.Create(_folder.PathOf("a.txt")), CompressionLevel.Fastest))
        {
            gzip.Write("été\nhiver\n"u8);
        }
        Assert.Equal(["été", "hiver"], TextFile.ReadLines(_folder.PathOf("a.txt")));
    }

    [Fact]
    public void ReadLines_ADamagedGzip_IsRefusedByName()
    {
        File.WriteAllBytes(_folder.PathOf("a.gz"), [0x1F, 0x8B, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]);
        Assert.Contains("a.gz: a damaged gzip file", Assert.Throws<InvalidDataException>(() => TextFile.ReadLines(_folder.PathOf("a.gz"))).Message);
    }

    [Fact]
    public void ReadLines_AGzipFileThatIsCutOff_IsRefusedWhereverItIsCut()
    {
        var whole = File.ReadAllBytes(Repository.PathOf("data", "parallel-sample", "newstest-sample.en.gz"));
        for (var length = 2; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder.PathOf("a.gz"), whole[..length]);
            Assert.Contains("a.gz: a damaged gzip file", Assert.Throws<InvalidDataException>(() => TextFile.ReadLines(_folder.PathOf("a.gz"))).Message);
        }
    }

    [Fact]
    public void ReadLines_GzipMembersBehindOneAnother_AreOneText()
    {
        var sample = Repository.PathOf("data", "parallel-sample", "newstest-sample.en.gz");
        File.WriteAllBytes(_folder.PathOf("a.gz"), [.. File.ReadAllBytes(sample), .. File.ReadAllBytes(sample)]);
        Assert.Equal([.. TextFile.ReadLines(sample), .. TextFile.ReadLines(sample)], TextFile.ReadLines(_folder.PathOf("a.gz")));
    }

    [Fact]
    public void ReadLines_AFolder_IsRefusedAsOne() => Assert.Contains("a folder, expected a file", Assert.Throws<IOException>(() => TextFile.ReadLines(_folder.Path)).Message);

    [Fact]
    public void ParallelText_UnequalLines_AreRefusedWithBothCounts()
    {
        _folder.Write("x.en", "one\ntwo\n");
        _folder.Write("x.fr", "un\n");
        var error = Assert.Throws<InvalidDataException>(() => ParallelText.Read(_folder.PathOf("x"), "en", "fr"));
        Assert.Matches(@"x\.en has 2 lines and .*x\.fr has 1;", error.Message);
    }

    [Fact]
    public void ParallelText_AnEmptyLine_StaysAndShiftsNothing()
    {
        _folder.Write("x.en", "one\n\nthree\n");
        _folder.Write("x.fr", "un\n\ntrois\n");
        Assert.Equal([new("one", "un"), new("", ""), new SentencePair("three", "trois")], ParallelText.Read(_folder.PathOf("x"), "en", "fr"));
    }

    [Fact]
    public void ParallelText_PlainAndPacked_AreTheSame()
    {
        var plain = ParallelText.Read(Repository.PathOf("data", "parallel-sample", "newstest-sample"), "en", "fr");
        foreach (var language in new[] { "en", "fr" })
        {
            File.Copy(Repository.PathOf("data", "parallel-sample", $"newstest-sample.{language}.gz"), _folder.PathOf($"x.{language}.gz"));
        }
        Assert.Equal(30, plain.Count);
        Assert.Equal(plain, ParallelText.Read(_folder.PathOf("x"), "en", "fr"));
    }

    [Fact]
    public void Story_EmptyLines_PartStories()
    {
        var path = _folder.Write("a.txt", "\nThe Fox\nIt ran.\nIt slept.\n\n\nThe Hen\nIt sat.\n");
        Assert.Equal([new("The Fox", "The Fox\nIt ran.\nIt slept."), new Story("The Hen", "The Hen\nIt sat.")], Story.ReadAll(path));
    }

    [Fact]
    public void Story_ATitleWithoutAText_IsRefusedWithItsLine()
    {
        var error = Assert.Throws<InvalidDataException>(() => Story.ReadAll(_folder.Write("a.txt", "The Fox\nIt ran.\n\nThe Hen\n")));
        Assert.Contains("a.txt: line 4: \"The Hen\" is a title without a text", error.Message);
    }
}
