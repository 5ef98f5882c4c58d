namespace TinyTransformer;

/// <summary>The parts of a synthetic task, of which no two share a pair; see <see cref="SyntheticTask.Part"/>.</summary>
public enum TaskPart
{
    /// <summary>To learn from: eight tenths of all sources.</summary>
    Train,

    /// <summary>To choose weights by: one tenth.</summary>
    Validation,

    /// <summary>To judge the chosen weights by: one tenth.</summary>
    Test,
}
