namespace AutoGradLinear.RandomPrograms.Judging;

/// <summary>Which generated members of a program are judged.</summary>
internal enum JudgedMembers
{
    /// <summary>None: the generator does not run; only the functions and their twins are compiled.</summary>
    None,

    /// <summary>The gradient and the pullback.</summary>
    FirstOrder,

    /// <summary>Those, the pushforward, the Hessian–vector product and the Hessian.</summary>
    All,
}
