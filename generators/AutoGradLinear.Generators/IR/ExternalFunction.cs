namespace AutoGradLinear.Generators.IR;

/// <summary>
/// A function whose body is not followed: it is called by its name in C#. What its derivative is, is known from a rule that somebody wrote,
/// or from the assembly that it is in.
/// </summary>
/// <param name="Name">The method's name alone.</param>
/// <param name="Text">The name in C#, <c>global::</c>-qualified and with type arguments.</param>
/// <param name="Rule">For a function of numbers, the method that gives its partial derivatives.</param>
/// <param name="Pullback">For a function that is called in a statement, the method that gives its vector–Jacobian product.</param>
/// <param name="Item">Where the method returns a tuple, the number of the item that is meant, from 1; else 0.</param>
/// <param name="Items">How many numbers the method returns.</param>
internal sealed record ExternalFunction(string Name, string Text, UserRule? Rule = null, ExternalPullback? Pullback = null, int Item = 0, int Items = 1);

/// <summary>The method that gives the partial derivatives of a function of numbers.</summary>
/// <param name="Id">The method's documentation id.</param>
/// <param name="Name">The method's name alone.</param>
/// <param name="Text">The name in C#.</param>
/// <param name="TakesResult">Whether its last argument is the function's own value.</param>
/// <param name="Items">
/// For each argument of the function the number of its partial derivative among what the method returns, from 1; 0 where there is none.
/// </param>
internal sealed record UserRule(string Id, string Name, string Text, bool TakesResult, EquatableArray<int> Items)
{
    /// <summary>How many numbers the method returns.</summary>
    public int Count => Items.Count(item => item > 0);
}

/// <summary>The method that gives the vector–Jacobian product of a function.</summary>
/// <param name="Text">The name in C#.</param>
/// <param name="TakesResult">Whether the function's own value stands before the adjoint of the result.</param>
/// <param name="ReturnsValue">Whether it returns the function's value as well.</param>
/// <param name="Differentiated">Which arguments of the function have an accumulator.</param>
/// <param name="Rule">For a rule, the documentation id of the method.</param>
/// <param name="HessianVectorProduct">The name in C# of the method that gives Hessian–vector products, or null.</param>
internal sealed record ExternalPullback(
    string Text,
    bool TakesResult,
    bool ReturnsValue,
    EquatableArray<bool> Differentiated,
    string? Rule = null,
    string? HessianVectorProduct = null);
