using AutoGradLinear.RandomPrograms.Duals;

namespace AutoGradLinear.RandomPrograms.Judging;

/// <summary>Arguments as dual numbers: one coordinate, and a direction.</summary>
public sealed class DualPoint
{
    private readonly object[] _slots;

    internal DualPoint(Point point, Point direction, int parameter, int element)
    {
        _slots = new object[point.Count];
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i] = point[i] switch
            {
                double[] row => row.Select((value, j) => new Dual(value, i == parameter && j == element ? 1 : 0, ((double[])direction[i])[j])).ToArray(),
                Array array => array.Clone(),
                object other => other,
            };
        }
    }

    public Dual Real(int index) => ((Dual[])_slots[index])[0];

    public Dual[] Row(int index) => (Dual[])_slots[index];

    public int Whole(int index) => (int)_slots[index];

    public bool Truth(int index) => (bool)_slots[index];

    public int[] Wholes(int index) => (int[])_slots[index];
}
