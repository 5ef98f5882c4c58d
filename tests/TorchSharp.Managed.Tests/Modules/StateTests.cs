// State dictionaries and files: what goes round comes round, whatever does not fit is refused by name and leaves the module as it was.

using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Managed.Tests.Modules;

[Collection(nameof(DefaultGenerator))]
public class StateTests
{
    // By hand from the format: LEB128 count, then name (LEB128 length, UTF-8), element type (6 = float32), dimensions, sizes, little-endian elements.
    private static readonly byte[] LinearFile =
    [
        2,
        6, (byte)'w', (byte)'e', (byte)'i', (byte)'g', (byte)'h', (byte)'t', 6, 2, 1, 2, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0,
        4, (byte)'b', (byte)'i', (byte)'a', (byte)'s', 6, 1, 1, 0, 0, 0, 0x3f,
    ];

    [Fact]
    public void Save_OfALinear_WritesTorchSharpsBytes() => Assert.Equal(LinearFile, Saved(OneTwo()));

    [Fact]
    public void Load_OfTorchSharpsBytes_FillsTheLinear()
    {
        var layer = Linear(2, 1);
        layer.load(new MemoryStream(LinearFile));
        Assert.Equal([1f, -2f], layer.weight.data<float>().ToArray());
        Assert.Equal(0.5f, layer.bias!.item<float>());
    }

    [Fact]
    public void Save_OfATensorWith300Rows_WritesTheSizeInTwoBytes()
    {
        var bytes = Bytes(w => zeros([300, 0, 7], ScalarType.Int64).Save(w));
        Assert.Equal([4, 3, 0xac, 0x02, 0, 7], bytes);
    }

    [Theory]
    [InlineData(ScalarType.Float32, 6, 4)]
    [InlineData(ScalarType.Float64, 7, 8)]
    [InlineData(ScalarType.Int32, 3, 4)]
    [InlineData(ScalarType.Int64, 4, 8)]
    [InlineData(ScalarType.Bool, 11, 1)]
    public void Save_OfEachType_ComesBackEqual(ScalarType type, int number, int size)
    {
        var x = tensor(new[] { 0, 1, 1, 0, 1, 0 }, [2, 3]).to(type).T;
        var bytes = Bytes(x.Save);
        Assert.Equal((number, 4 + 6 * size), (bytes[0], bytes.Length));
        var y = Tensor.Load(new BinaryReader(new MemoryStream(bytes)));
        Assert.Equal((x.dtype, true), (y.dtype, x.shape.SequenceEqual(y.shape)));
        Assert.True(x.eq(y).all().item<bool>());
    }

    [Fact]
    public void Load_OfWhatAModelSaved_MakesAnotherModelEqual()
    {
        var (a, b) = (new Net(), new Net());
        b.load(new MemoryStream(Saved(a)));
        Assert.All(a.state_dict(), entry => Assert.True(entry.Value.allclose(b.state_dict()[entry.Key], 0, 0)));
    }

    [Fact]
    public void Load_CutShortAnywhere_SaysThatTheFileEndsAndChangesNothing()
    {
        for (var length = 0; length < LinearFile.Length; length++)
        {
            var layer = OneTwo();
            var e = Assert.Throws<EndOfStreamException>(() => layer.load(new MemoryStream(LinearFile[..length])));
            Assert.Contains("The file ends", e.Message);
            Assert.Equal(LinearFile, Saved(layer));
        }
    }

    [Fact]
    public void Load_OfForeignBytes_IsRefusedWithoutAHugeBuffer()
    {
        foreach (var foreign in new[] { "PK\u0003\u0004 a zip archive, as PyTorch writes them"u8.ToArray(), "{\"json\": true}"u8.ToArray(), Enumerable.Repeat((byte)0xff, 100).ToArray(), [1, 1, (byte)'w', 6, 2, 0xff, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0xff, 0x0f] })
        {
            Assert.True(Record.Exception(() => OneTwo().load(new MemoryStream(foreign))) is EndOfStreamException or InvalidDataException);
        }
    }

    [Fact]
    public void Load_OfAnotherModel_NamesWhatIsMissingAndUnexpected()
    {
        var e = Assert.Throws<ArgumentException>(() => Linear(2, 1, hasBias: false).load(new MemoryStream(LinearFile)));
        Assert.Contains("Unexpected: bias", e.Message);
        e = Assert.Throws<ArgumentException>(() => new Net().load(new MemoryStream(LinearFile)));
        Assert.Contains("Missing: scale, _first.weight", e.Message);
    }

    [Fact]
    public void Load_OfAnotherShapeOrType_NamesBoth()
    {
        Assert.Contains("weight is Float32 (1, 2) in the file and Float32 (1, 3) here", Assert.Throws<ArgumentException>(() => Linear(3, 1).load(new MemoryStream(LinearFile))).Message);
        Assert.Contains("Float64", Assert.Throws<ArgumentException>(() => Linear(2, 1, dtype: float64).load(new MemoryStream(LinearFile))).Message);
    }

    [Fact]
    public void Load_NotStrict_TakesWhatFits()
    {
        var loaded = new Dictionary<string, bool>();
        var layer = Linear(2, 1, hasBias: false);
        layer.load(new MemoryStream(LinearFile), strict: false, loadedParameters: loaded);
        Assert.Equal([1f, -2f], layer.weight.data<float>().ToArray());
        Assert.Equal(new Dictionary<string, bool> { ["weight"] = true, ["bias"] = false }, loaded);
    }

    [Fact]
    public void Load_OfNoFile_NamesIt() => Assert.Contains("nowhere.dat", Assert.Throws<FileNotFoundException>(() => new Net().load("nowhere.dat")).Message);

    [Fact]
    public void LoadStateDict_WrongNames_ListsThem()
    {
        var state = new Net().state_dict();
        state.Remove("scale");
        state["extra"] = ones(1);
        var e = Assert.Throws<InvalidOperationException>(() => new Net().load_state_dict(state));
        Assert.Contains("Missing: scale. Unexpected: extra.", e.Message);
        var (missing, unexpected) = new Net().load_state_dict(state, strict: false);
        Assert.Equal(["scale"], missing);
        Assert.Equal(["extra"], unexpected);
    }

    [Fact]
    public void LoadStateDict_WrongShape_NamesItAndChangesNothing()
    {
        var net = new Net();
        var before = Saved(net);
        var state = new Net().state_dict();
        state["second.bias"] = ones(1);
        var e = Assert.Throws<ExternalException>(() => net.load_state_dict(state));
        Assert.Contains("second.bias: expected (2,), got (1,)", e.Message);
        Assert.Equal(before, Saved(net));
    }

    [Fact]
    public void StateDict_OfANet_HasParametersThenBuffers() =>
        Assert.Equal(["scale", "_first.weight", "_first.bias", "second.weight", "second.bias", "table"], new Net().state_dict().Keys);

    private static Linear OneTwo() => Linear(new Parameter(tensor(new[] { 1f, -2f }, [1, 2])), new Parameter(tensor(new[] { 0.5f })));

    private static byte[] Saved(Module module)
    {
        var stream = new MemoryStream();
        module.save(stream);
        return stream.ToArray();
    }

    private static byte[] Bytes(Action<BinaryWriter> write)
    {
        var stream = new MemoryStream();
        write(new BinaryWriter(stream));
        return stream.ToArray();
    }
}
