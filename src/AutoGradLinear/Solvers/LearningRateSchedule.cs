namespace AutoGradLinear;

/// <summary>How the learning rate of stochastic gradient descent changes during a run, as a factor of its first value.</summary>
public enum LearningRateSchedule
{
    /// <summary>1 throughout.</summary>
    Constant,

    /// <summary>½ (1 + cos(π p)), where p in [0, 1) is the part of the run that is done.</summary>
    Cosine,

    /// <summary>1 − p, where p in [0, 1) is the part of the run that is done.</summary>
    Linear,

    /// <summary>1 / (1 + e), where e is the number of epochs that are done, with its fraction.</summary>
    InverseTime,
}
