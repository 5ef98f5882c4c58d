// Small types whose lines are known: one member for each syntactic form of the list. They stand for nothing in the engine.

namespace TorchSharp.Managed.Tests.Api.Fixtures;

public enum Style { None = 0, Bold = 3 }

public interface IShape<T, TResult>
{
    TResult call(T input);
}

public static class Outer
{
    public const int Constant = 1;
    public static readonly string Name = "";

    public class Inner<T>
    {
        public class Leaf { }
        public Leaf grow(Outer.Inner<T>? other = null) => throw new NotSupportedException();
    }
}

public static class Extensions
{
    public static T first<T>(this T[] items) where T : unmanaged => items[0];
    public static T last<T>(this T[] items) where T : struct => items[^1];
    public static TItem keep<TItem>(this TItem item, bool strict = false) where TItem : IDisposable => item;
    public static (T1, T2) pair<T1, T2>(T1 a, T2 b) where T1 : IDisposable where T2 : IDisposable => (a, b);
}

public abstract class Animal : IDisposable
{
    protected int legs;
    protected Animal(string name) => Name = name;
    public string Name { get; protected set; }
    public virtual long Count => legs;
    public abstract string? Speak(string? mood);
    protected internal virtual void Rest(bool deep) { }
    public void Dispose() => GC.SuppressFinalize(this);
}

public sealed class Dog : Animal
{
    public double? weight;
    public Dog(string name = "Rex", long[]? route = null) : base(name) => weight = route?.Length;
    public override long Count => 1;
    public override string? Speak(string? mood) => mood;
}

public readonly struct Vec
{
    public long this[params long[] at] { get => at.Length; set => _ = value; }
    public static Vec operator +(Vec left, int right) => left;
    public static Vec operator -(Vec value) => value;
    public static implicit operator Vec((int?, int?) range) => default;
    public static explicit operator double(Vec value) => 0;
    public (Vec values, Vec indexes) max(long dim, bool keepdim = false) => default;
    public (long, long)[] pairs() => [];
    public void roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) { }
    public void join(string text, params Vec[] rest) { }
    public void load(ref string? text, out Vec? result) => result = null;
    public void scale(double eps = 1e-5, float beta = 1f, double p = 2, Style style = Style.Bold, Style? other = null, int? width = 100, string ord = "fro") { }
    public float[,] grid() => new float[1, 1];
    public Dictionary<string, IList<int>>? map() => null;
    internal int hidden() => 0;
}
