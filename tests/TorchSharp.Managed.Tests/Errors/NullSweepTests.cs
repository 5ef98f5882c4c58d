// A null where none is allowed is refused in every public constructor, method, operator, indexer and setter of the engine.

namespace TorchSharp.Managed.Tests.Errors;

public class NullSweepTests
{
    [Fact]
    public void Null_WhereNoneIsAllowed_ThrowsAnArgumentException()
    {
        var places = NullSweep.Places.ToList();
        Assert.True(places.Count > 1000, $"The sweep found {places.Count} places only.");
        Assert.Empty(places.Select(place => (place, Outcome: NullSweep.With(place.Method, place.Parameter)))
            .Where(found => found.Outcome is not null)
            .Select(found => $"{found.place.Method.DeclaringType}.{found.place.Method}, {found.place.Parameter.Name}: {found.Outcome}"));
    }
}
