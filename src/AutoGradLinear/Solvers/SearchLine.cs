using System.Numerics.Tensors;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// An objective along a ray, φ(t) = F(x + t d). Keeps the best step that decreases F sufficiently, with its gradient.
/// </summary>
internal sealed class SearchLine(IObjective objective)
{
    /// <summary>The constant c₁ of sufficient decrease: φ(t) ≤ φ(0) + c₁ t φ'(0).</summary>
    private const double SufficientDecrease = 1e-4;

    private readonly TrialPoints trials = new(objective);
    private readonly double[] trial = new double[objective.Dimension];
    private double lastStep;
    private double lastValue;
    private double[] trialGradient = new double[objective.Dimension];
    private double[] bestGradient = new double[objective.Dimension];
    private double[] start = [];
    private double[] direction = [];

    /// <summary>φ(0).</summary>
    public double StartValue { get; private set; }

    /// <summary>φ'(0), negative.</summary>
    public double StartSlope { get; private set; }

    /// <summary>The best step that decreases F sufficiently; 0 where none was found.</summary>
    public double BestStep { get; private set; }

    /// <summary>φ at the best step.</summary>
    public double BestValue { get; private set; }

    /// <summary>∇F at the best step.</summary>
    public ReadOnlySpan<double> BestGradient => bestGradient;

    /// <summary>The number of evaluations on this line.</summary>
    public int Evaluations { get; private set; }

    /// <summary>The number of evaluations on all lines.</summary>
    public long TotalEvaluations => trials.Evaluations;

    /// <summary>The first row whose loss was not finite on this line, as the exception that tells it.</summary>
    public NonFiniteLossException? Failure => trials.Failure;

    /// <summary>Turns to a new ray.</summary>
    public void Reset(double[] from, double[] along, double value, double slope)
    {
        start = from;
        direction = along;
        StartValue = value;
        StartSlope = slope;
        BestStep = 0.0;
        BestValue = value;
        Evaluations = 0;
        trials.Begin();
    }

    /// <summary>Evaluates φ and φ' at a step. Where the loss is not finite φ is +∞: the step was too long.</summary>
    public (double Value, double Slope) At(double step)
    {
        Evaluations++;
        TensorPrimitives.MultiplyAdd(direction, step, start, trial);
        double value = trials.Evaluate(trial, trialGradient);
        if (double.IsPositiveInfinity(value))
            return (value, double.NaN);
        double slope = TensorPrimitives.Dot<double>(trialGradient, direction);
        lastStep = step;
        lastValue = value;
        if (DecreasesSufficiently(step, value) && value < BestValue)
            Choose();
        return (value, slope);
    }

    /// <summary>
    /// Makes the last step the best one: it satisfies the search's conditions, and another one may only have a lower value.
    /// </summary>
    public void ChooseLast()
    {
        if (BestStep != lastStep)
            Choose();
    }

    public bool DecreasesSufficiently(double step, double value) =>
        value <= StartValue + (SufficientDecrease * step * StartSlope) && value < StartValue;

    /// <summary>Carries what one line leaves for the next.</summary>
    public void Exchange(StateArchive archive) => trials.Exchange(archive);

    private void Choose()
    {
        BestStep = lastStep;
        BestValue = lastValue;
        (bestGradient, trialGradient) = (trialGradient, bestGradient);
    }
}
