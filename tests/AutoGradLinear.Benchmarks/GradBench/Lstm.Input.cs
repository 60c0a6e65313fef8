namespace AutoGradLinear.Benchmarks.GradBench;

internal static partial class Lstm
{
    /// <summary>Bits of a character: those of the largest code in a text with typographic quotes.</summary>
    internal const int CharacterBits = 14;

    /// <summary>Parameters, state and text.</summary>
    internal sealed record Input(double[] Main, double[] Extra, double[] State, double[] Sequence, int Bits)
    {
        /// <summary>Numbers of the gradient: those of the main parameters, and after them those of the extra ones.</summary>
        public int Size => Main.Length + Extra.Length;

        /// <summary>Parameters and state uniform in [0, 1); characters are codes of lower-case letters and spaces.</summary>
        public static Input Create(int layers, int characters, int bits = CharacterBits)
        {
            var rows = new RandomRows(seed: 11);
            double[] main = rows.Uniform(8 * layers * bits);
            double[] extra = rows.Uniform(3 * bits);
            double[] state = rows.Uniform(2 * layers * bits);
            double[] draws = rows.Uniform(characters);
            double[] sequence = new double[characters * bits];
            for (int t = 0; t < characters; t++)
            {
                int code = draws[t] < 0.2 ? ' ' : 'a' + (int)((draws[t] - 0.2) / 0.8 * 26);
                for (int bit = 0; bit < bits; bit++)
                    sequence[(t + 1) * bits - 1 - bit] = (code >> bit) & 1;
            }

            return new Input(main, extra, state, sequence, bits);
        }

        public double Value() => Objective(Main, Extra, State, Sequence, Bits);

        public double Generated(Span<double> gradient)
            => ObjectiveWithGradient(Main, Extra, State, Sequence, Bits, gradient[..Main.Length], gradient[Main.Length..]);

        public double ByHand(Span<double> gradient)
            => GradientByHand(Main, Extra, State, Sequence, Bits, gradient[..Main.Length], gradient[Main.Length..]);
    }
}
