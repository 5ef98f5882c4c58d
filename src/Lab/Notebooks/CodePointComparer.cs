// Orders strings by code points, as Python does; the ordinal order of .NET is that of UTF-16 units, which differs beyond U+FFFF.
namespace Lab.Notebooks;

internal sealed class CodePointComparer : IComparer<string>
{
    public static readonly CodePointComparer Instance = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = ((x ?? "").EnumerateRunes(), (y ?? "").EnumerateRunes());
        while (true)
        {
            var (more, moreRight) = (left.MoveNext(), right.MoveNext());
            if (!more || !moreRight)
            {
                return more.CompareTo(moreRight);
            }

            if (left.Current != right.Current)
            {
                return left.Current.CompareTo(right.Current);
            }
        }
    }
}
