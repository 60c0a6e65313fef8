using System.ComponentModel;
using System.Numerics;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>The examples of a class-major block one by one, for Hessian–vector products: element (c, i) of the block stands at <c>[c * stride + i]</c>.</summary>
/// <typeparam name="T">The real type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ExampleBlock<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _scores;
    private readonly ReadOnlySpan<T> _directions;
    private readonly ReadOnlySpan<T> _weights;
    private readonly Span<T> _products;
    private readonly int _stride;
    private Scratch<T> _storage;

    /// <summary>Makes room for one example.</summary>
    /// <param name="scores">The scores, class-major.</param>
    /// <param name="directions">The directions, in the layout of the scores.</param>
    /// <param name="stride">The distance between the scores of two classes.</param>
    /// <param name="targets">One label per example.</param>
    /// <param name="exampleWeights">One weight per example, or empty where every weight is 1.</param>
    /// <param name="products">Receives the products, in the layout of the scores.</param>
    /// <exception cref="ArgumentException">The lengths do not fit one another, or the products overlap what is read.</exception>
    public ExampleBlock(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> directions,
        int stride,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<T> exampleWeights,
        Span<T> products)
    {
        GeneratedCode.RequireBatchShape(scores.Length, stride, targets.Length, exampleWeights.Length, products.Length);
        GeneratedCode.RequireSameLength(scores.Length, directions.Length, nameof(directions));
        GeneratedCode.RequireNoOverlap(scores, products, nameof(products));
        GeneratedCode.RequireNoOverlap(directions, products, nameof(products));
        _scores = scores;
        _directions = directions;
        _weights = exampleWeights;
        _products = products;
        _stride = stride;
        _storage = new Scratch<T>(default, 3 * (scores.Length / stride));
    }

    /// <summary>The scores of the example, one per class.</summary>
    public readonly ReadOnlySpan<T> Scores => _storage.Span[..Classes];

    /// <summary>The direction of the example.</summary>
    public readonly ReadOnlySpan<T> Direction => _storage.Span.Slice(Classes, Classes);

    /// <summary>Where the product of the example goes.</summary>
    public readonly Span<T> Product => _storage.Span.Slice(2 * Classes, Classes);

    private readonly int Classes => _storage.Span.Length / 3;

    /// <summary>Gathers scores and direction of an example.</summary>
    /// <param name="example">Its index.</param>
    public readonly void Read(int example)
    {
        Span<T> storage = _storage.Span;
        for (int c = 0; c < Classes; c++)
        {
            storage[c] = _scores[(c * _stride) + example];
            storage[Classes + c] = _directions[(c * _stride) + example];
        }
    }

    /// <summary>Puts the product of an example, times its weight, into the block.</summary>
    /// <param name="example">Its index.</param>
    public readonly void Write(int example)
    {
        Span<T> product = Product;
        T weight = _weights.IsEmpty ? T.One : _weights[example];
        for (int c = 0; c < Classes; c++)
            _products[(c * _stride) + example] = weight * product[c];
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _storage.Dispose();
}
