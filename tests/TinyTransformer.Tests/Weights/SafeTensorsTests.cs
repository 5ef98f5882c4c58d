using System.Buffers.Binary;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class SafeTensorsTests
{
    [Fact]
    public void Save_ATensor_WritesTheFormatsBytes()
    {
        using var folder = new TempFolder();
        SafeTensors.Save(folder.PathOf("t"), new Dictionary<string, Tensor> { ["a"] = tensor(new float[,] { { 1, 2 } }) }, new Dictionary<string, string> { ["k"] = "v" });
        var header = "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
        header = header.PadRight((header.Length + 7) / 8 * 8);
        Assert.Equal(Bytes(header, [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]), File.ReadAllBytes(folder.PathOf("t")));
    }

    [Fact]
    public void ReadAll_WhatWasSaved_IsTheSame()
    {
        using var folder = new TempFolder();
        var saved = new Dictionary<string, Tensor>
        {
            ["bool"] = tensor(new[] { true, false, true }),
            ["float"] = tensor(new[] { float.NaN, float.NegativeInfinity, -0f, 1e-45f }),
            ["a view"] = arange(6, ScalarType.Float64).view(2, 3).t(),
            ["a number é"] = tensor(-5L),
            ["none"] = zeros(0, 3),
            ["int"] = tensor(new[] { int.MinValue }),
        };
        SafeTensors.Save(folder.PathOf("t"), saved, new Dictionary<string, string> { ["note"] = "\"é\"\n" });
        using var file = SafeTensors.Open(folder.PathOf("t"));
        Assert.Equal("\"é\"\n", file.Metadata["note"]);
        var read = file.ReadAll();
        Assert.Equal(saved.Keys.Order(), read.Keys.Order());
        Assert.All(saved, entry => Assert.Equal(Whole(entry.Value), Whole(read[entry.Key])));
    }

    [Theory]
    [InlineData("F16", new byte[] { 0x00, 0x3C, 0x01, 0x00, 0x00, 0xFC }, new[] { 1f, 5.9604645e-8f, float.NegativeInfinity })]
    [InlineData("BF16", new byte[] { 0x80, 0x3F, 0x49, 0xC0, 0x80, 0xFF }, new[] { 1f, -3.140625f, float.NegativeInfinity })]
    public void Read_Halves_BecomeFloatsOfTheSameValues(string dtype, byte[] halves, float[] expected)
    {
        using var folder = new TempFolder();
        using var file = SafeTensors.Open(Write(folder, Header("a", dtype, "3", 0, 6), halves));
        Assert.Equal(expected, file.Read("a").data<float>().ToArray());
    }

    [Fact]
    public void Read_ATypeThatIsNotRead_SaysWhichAndLeavesTheOthersReadable()
    {
        using var folder = new TempFolder();
        using var file = SafeTensors.Open(Write(folder, "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[4,8]}}", new byte[8]));
        Assert.Equal($"{file.Path}: a: F8_E4M3 is not read here; F32, F16, BF16, F64, I64, I32 and BOOL are", Assert.Throws<NotSupportedException>(() => file.Read("a")).Message);
        Assert.Equal(0, file.Read("b").item<float>());
        Assert.Equal($"{file.Path}: there is no tensor \"c\"", Assert.Throws<KeyNotFoundException>(() => file.Read("c")).Message);
    }

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", "a: (2,) of F32 wants 8 bytes, data_offsets give 4")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[0,9223372036854775807],\"data_offsets\":[0,4]}}", "a: (0, 9223372036854775807) of F32 wants 0 bytes, data_offsets give 4")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}", "a: (4611686018427387904, 4) of F32 wants ")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "data: the tensors take 8 bytes, the file has 4 after its header")]
    [InlineData("{}", "data: the tensors take 0 bytes, the file has 4 after its header")]
    [InlineData("{\"a\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}", "a.dtype: the format knows no \"F33\"")]
    [InlineData("{\"a\":{\"dtype\":32,\"shape\":[1],\"data_offsets\":[0,4]}}", "a.dtype: expected String, got Number")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", "a.shape: expected whole numbers from 0 on, got -1")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", "a.shape: expected whole numbers from 0 on, got 1.5")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", "a.data_offsets: expected [start, end] with start ≤ end, got [4, 0]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", "a.data_offsets: expected [start, end] with start ≤ end, got [0]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", "a.data_offsets: missing")]
    [InlineData("{\"a\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[0,1]},\"b\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[2,4]}}", "b.data_offsets: a hole: nothing lies from 1 to 2")]
    [InlineData("{\"a\":{\"dtype\":\"BOOL\",\"shape\":[4],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[2,4]}}", "b.data_offsets: overlap: begins at 2, where the tensor before ends at 4")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "a: the name occurs twice")]
    [InlineData("{\"__metadata__\":{\"k\":1}}", "__metadata__.k: expected String, got Number")]
    [InlineData("[]", "header: expected Object, got Array")]
    [InlineData("{\"a\":", "header: no JSON: ")]
    public void Open_AHeaderThatIsWrong_SaysWhere(string header, string message)
    {
        using var folder = new TempFolder();
        var path = Write(folder, header, new byte[4]);
        Assert.StartsWith($"{path}: {message}", Assert.Throws<InvalidDataException>(() => SafeTensors.Open(path)).Message);
    }

    [Theory]
    [InlineData(0, "length: expected 8 bytes that count the header's, the file has 0")]
    [InlineData(7, "length: expected 8 bytes that count the header's, the file has 7")]
    [InlineData(8, "length: the header should have 54 bytes, the file has 0 after the count")]
    [InlineData(61, "length: the header should have 54 bytes, the file has 53 after the count")]
    [InlineData(62, "data: the tensors take 4 bytes, the file has 0 after its header")]
    [InlineData(65, "data: the tensors take 4 bytes, the file has 3 after its header")]
    public void Open_AFileThatIsCutOff_SaysWhere(int length, string message)
    {
        using var folder = new TempFolder();
        var path = folder.PathOf("t");
        File.WriteAllBytes(path, Bytes(Header("a", "F32", "1", 0, 4), new byte[4])[..length]);
        Assert.Equal($"{path}: {message}", Assert.Throws<InvalidDataException>(() => SafeTensors.Open(path)).Message);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(100_000_001ul)]
    public void Open_AHeaderLongerThanTheFormatAllows_SaysSo(ulong length)
    {
        using var folder = new TempFolder();
        var path = folder.PathOf("t");
        var bytes = new byte[100];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        File.WriteAllBytes(path, bytes);
        Assert.Equal($"{path}: length: the header should have {length} bytes, the file has 92 after the count, and the format allows 100000000",
            Assert.Throws<InvalidDataException>(() => SafeTensors.Open(path)).Message);
    }

    [Fact]
    public void Read_ABoolThatIsNeither_SaysSo()
    {
        using var folder = new TempFolder();
        using var file = SafeTensors.Open(Write(folder, Header("a", "BOOL", "2", 0, 2), [1, 2]));
        Assert.Equal($"{file.Path}: a: BOOL wants bytes 0 and 1, got others", Assert.Throws<InvalidDataException>(() => file.Read("a")).Message);
    }

    [Fact]
    public void Save_ThatBreaksOff_LeavesTheOldFileAndNothingElse()
    {
        using var folder = new TempFolder();
        var path = folder.Write("t", "old");
        Assert.Throws<IOException>(() => SafeTensors.Save(path, new LastUnreadable { ["a"] = zeros(2), ["z"] = zeros(2) }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    private static string Header(string name, string dtype, string shape, long start, long end) => $"{{\"{name}\":{{\"dtype\":\"{dtype}\",\"shape\":[{shape}],\"data_offsets\":[{start},{end}]}}}}";

    private static byte[] Bytes(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var count = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(count, text.Length);
        return [.. count, .. text, .. data];
    }

    private static string Write(TempFolder folder, string header, byte[] data)
    {
        File.WriteAllBytes(folder.PathOf("t"), Bytes(header, data));
        return folder.PathOf("t");
    }

    private static string Whole(Tensor tensor) => $"{tensor.dtype} {ShapeTable.Format(tensor.shape)} {Convert.ToHexString(tensor.contiguous().bytes)}";

    private sealed class LastUnreadable : Dictionary<string, Tensor>, IReadOnlyDictionary<string, Tensor>
    {
        Tensor IReadOnlyDictionary<string, Tensor>.this[string name] => name == "z" ? throw new IOException() : base[name];
    }
}
