using System.Text.Json.Serialization;

namespace TinyTransformer.Cli;

/// <summary>What to learn from; "kind" says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CopyData), "copy")]
[JsonDerivedType(typeof(ReverseData), "reverse")]
[JsonDerivedType(typeof(SortData), "sort")]
[JsonDerivedType(typeof(AdditionData), "addition")]
[JsonDerivedType(typeof(ParallelData), "parallel")]
[JsonDerivedType(typeof(StoriesData), "stories")]
public abstract record DataConfig;
