namespace Tests; public class PlaceholderTests { [Fact] public void One_AndOne_AreTwo() => Assert.Equal(2, 1 + 1); }
