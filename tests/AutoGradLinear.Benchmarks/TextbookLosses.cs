namespace AutoGradLinear.Benchmarks;

[Loss]
internal readonly partial record struct TextbookHinge(float Margin)
{
    public float Value(ReadOnlySpan<float> scores, int label)
    {
        float loss = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            if (j != label)
                loss += MathF.Max(0f, scores[j] - scores[label] + Margin);
        }

        return loss;
    }
}

[Loss]
internal readonly partial record struct TextbookSquaredHinge(float Margin)
{
    public float Value(ReadOnlySpan<float> scores, int label)
    {
        float loss = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            if (j != label)
                loss += MathF.Pow(MathF.Max(0f, scores[j] - scores[label] + Margin), 2f);
        }

        return loss;
    }
}

[Loss]
internal readonly partial record struct TextbookCrossEntropy
{
    public float Value(ReadOnlySpan<float> scores, int label)
    {
        float sum = 0f;
        for (int j = 0; j < scores.Length; j++)
            sum += MathF.Exp(scores[j]);
        return -MathF.Log(MathF.Exp(scores[label]) / sum);
    }
}

[Loss]
internal readonly partial record struct TextbookSmoothed(float Smoothing)
{
    public float Value(ReadOnlySpan<float> scores, int label)
    {
        float sum = 0f;
        for (int j = 0; j < scores.Length; j++)
            sum += MathF.Exp(scores[j]);
        float loss = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            float target = Smoothing / scores.Length;
            if (j == label)
                target += 1f - Smoothing;
            loss -= target * MathF.Log(MathF.Exp(scores[j]) / sum);
        }

        return loss;
    }
}

[Loss]
internal readonly partial record struct TextbookFocal
{
    public float Value(ReadOnlySpan<float> scores, int label)
    {
        float sum = 0f;
        for (int j = 0; j < scores.Length; j++)
            sum += MathF.Exp(scores[j]);
        float p = MathF.Exp(scores[label]) / sum;
        return -MathF.Pow(1f - p, 2f) * MathF.Log(p);
    }
}

[Penalty]
internal readonly partial record struct TextbookRidge(float Strength)
{
    public float Value(ReadOnlySpan<float> weights)
    {
        float sum = 0f;
        foreach (float weight in weights)
            sum += weight * weight;
        return Strength * sum;
    }
}

[Penalty]
internal readonly partial record struct TextbookPseudoHuber(float Width)
{
    public float Value(ReadOnlySpan<float> weights)
    {
        float sum = 0f;
        for (int i = 0; i < weights.Length; i++)
            sum += Width * Width * (MathF.Sqrt(1f + (weights[i] / Width * (weights[i] / Width))) - 1f);
        return sum;
    }
}
