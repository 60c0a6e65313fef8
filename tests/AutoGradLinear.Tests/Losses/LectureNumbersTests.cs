using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Losses;

/// <summary>The worked numbers of the lecture on linear classifiers, from generated code: three images, three classes (cat, car, frog).</summary>
public sealed class LectureNumbersTests
{
    private static readonly MulticlassHinge<double> Hinge = new(1);
    private static readonly SoftmaxCrossEntropy<double> Softmax = new();

    private static readonly double[][] Scores = [[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]];

    // The lecture gives two digits; decimal fractions such as 3.2 are not exact, so sums differ in the last bits.
    private const double Exact = 1e-12;

    [Theory]
    [InlineData(0, 2.9)]
    [InlineData(1, 0.0)]
    [InlineData(2, 12.9)]
    public void The_hinge_of_each_image(int image, double expected)
        => Assert.Equal(expected, Hinge.Evaluate(Scores[image], label: image), Exact);

    [Fact]
    public void The_mean_hinge_is_5_27()
        => Assert.Equal(5.27, Enumerable.Range(0, 3).Average(image => Hinge.Evaluate(Scores[image], image)), 0.005);

    [Fact]
    public void The_hinge_is_zero_for_W_and_for_2W_where_every_margin_is_kept()
    {
        double[] doubled = Array.ConvertAll(Scores[1], score => 2 * score);
        Assert.Equal(0, Hinge.Evaluate(Scores[1], 1));
        Assert.Equal(0, Hinge.Evaluate(doubled, 1));
    }

    [Fact]
    public void The_softmax_loss_of_the_cat_is_2_04() => Assert.Equal(2.04, Softmax.Evaluate(Scores[0], 0), 0.005);

    [Fact]
    public void Ten_equal_scores_cost_ln_10_and_9()
    {
        double[] equal = new double[10];
        Assert.Equal(Math.Log(10), Softmax.Evaluate(equal, 3), Exact);
        Assert.Equal(9, Hinge.Evaluate(equal, 3));
    }

    [Fact]
    public void The_gradient_of_softmax_is_the_probabilities_less_one_at_the_label()
    {
        double[] probabilities = new double[3];
        double[] gradient = new double[3];
        Softmax.Probabilities(Scores[0], probabilities);
        Softmax.ValueWithGradient(Scores[0], 0, gradient);
        probabilities[0] -= 1;
        for (int k = 0; k < 3; k++)
            Assert.Equal(probabilities[k], gradient[k], Exact);
    }

    [Fact]
    public void Large_scores_do_not_overflow()
    {
        float[] gradient = new float[3];
        var softmax = new SoftmaxCrossEntropy<float>();
        Assert.Equal(666f, softmax.ValueWithGradient([123f, 456f, 789f], 0, gradient));
        Assert.Equal([-1f, 0f, 1f], gradient);
        Assert.Equal(2e30f, softmax.ValueWithGradient([-1e30f, 1e30f, 0f], 0, gradient));
        Assert.All(gradient, element => Assert.True(float.IsFinite(element)));
    }
}
