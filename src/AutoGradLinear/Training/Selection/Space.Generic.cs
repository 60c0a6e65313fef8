using AutoGradLinear.Numerics;

namespace AutoGradLinear;

/// <summary>What candidates are drawn from at random; the same seed gives the same candidates on every machine and in every version.</summary>
/// <typeparam name="T">The type of the candidates.</typeparam>
public sealed class Space<T>
{
    private readonly Func<DeterministicRandom, T> draw;

    /// <summary>Makes a space of a function that draws.</summary>
    /// <param name="draw">Draws one candidate with nothing random but what it is given.</param>
    public Space(Func<DeterministicRandom, T> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        this.draw = draw;
    }

    /// <summary>Draws candidates, each by itself, so that one may come twice. The first ones are the same whatever their number.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Fixes the draw.</param>
    /// <returns>The candidates.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public IReadOnlyList<T> Draw(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var random = new DeterministicRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => draw(random))];
    }

    /// <summary>Turns what is drawn into something else (<c>select</c>).</summary>
    /// <typeparam name="TResult">The type of the new candidates.</typeparam>
    /// <param name="selector">Turns one into the other.</param>
    /// <returns>The space.</returns>
    public Space<TResult> Select<TResult>(Func<T, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return new Space<TResult>(random => selector(draw(random)));
    }

    /// <summary>Draws from another space, too, and joins both (a second <c>from</c>).</summary>
    /// <typeparam name="TOther">The type of what the other space holds.</typeparam>
    /// <typeparam name="TResult">The type of the new candidates.</typeparam>
    /// <param name="other">The other space, which may depend on what was drawn.</param>
    /// <param name="selector">Joins both.</param>
    /// <returns>The space.</returns>
    public Space<TResult> SelectMany<TOther, TResult>(Func<T, Space<TOther>> other, Func<T, TOther, TResult> selector)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(selector);
        return new Space<TResult>(random =>
        {
            T first = draw(random);
            return selector(first, other(first).draw(random));
        });
    }
}
