using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DiversityBench.Metrics.Sets;

/// <summary>
/// <see cref="Width"/> labellings of one pool side by side, which all divide the same members into a first and a second set of the same
/// sizes. Numbers of samples in labellings lie in tiles of <see cref="Lanes"/> labellings: [tile, sample, lane]. Filled again and again, by one thread.
/// </summary>
/// <param name="count">Number of pooled samples.</param>
public sealed class LabelBlock(int count)
{
    /// <summary>Labellings in a block.</summary>
    public const int Width = 64;

    /// <summary>Labellings in a tile.</summary>
    public const int Lanes = 8;

    private readonly double[] _first = new double[count * Width];
    private readonly double[] _second = new double[count * Width];
    private readonly ulong[] _firstBits = new ulong[count];
    private readonly ulong[] _secondBits = new ulong[count];
    private readonly double[] _members = new double[count];

    /// <summary>Number of pooled samples.</summary>
    public int Count => count;

    /// <summary>Size of the first set.</summary>
    public int FirstCount { get; private set; }

    /// <summary>Size of the second set.</summary>
    public int SecondCount { get; private set; }

    /// <summary>Bit b of a sample: whether labelling b puts it into the first set, [sample].</summary>
    public ReadOnlySpan<ulong> FirstBits => _firstBits;

    /// <summary>Bit b of a sample: whether labelling b puts it into the second set, [sample].</summary>
    public ReadOnlySpan<ulong> SecondBits => _secondBits;

    /// <summary>1 for samples that are in a set, 0 for others, [sample].</summary>
    public ReadOnlySpan<double> Members => _members;

    /// <summary>Takes new labellings of the members.</summary>
    /// <param name="members">Samples that are in one set or the other.</param>
    /// <param name="firstCount">How many of them each labelling puts first.</param>
    /// <param name="first">Bit b of a sample: whether labelling b puts it into the first set, [sample].</param>
    public void Fill(ReadOnlySpan<int> members, int firstCount, ReadOnlySpan<ulong> first)
    {
        (FirstCount, SecondCount) = (firstCount, members.Length - firstCount);
        Array.Clear(_members);
        foreach (var member in members)
            _members[member] = 1;
        for (var sample = 0; sample < count; sample++)
        {
            _firstBits[sample] = first[sample];
            _secondBits[sample] = _members[sample] == 0 ? 0 : ~first[sample];
            Expand(_firstBits[sample], _first, sample);
            Expand(_secondBits[sample], _second, sample);
        }
    }

    /// <summary>1 in the lanes whose labelling puts a sample into the first set, else 0.</summary>
    public Vector512<double> First(int tile, int sample) => Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_first), (nuint)Place(tile, sample));

    /// <summary>1 in the lanes whose labelling puts a sample into the second set, else 0.</summary>
    public Vector512<double> Second(int tile, int sample) => Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_second), (nuint)Place(tile, sample));

    /// <summary>The first in the lanes that put a sample into the first set, the second in all others.</summary>
    public Vector512<double> Choose(int tile, int sample, Vector512<double> first, Vector512<double> second) =>
        Vector512.ConditionalSelect(Vector512.Equals(First(tile, sample), Vector512<double>.Zero), second, first);

    /// <summary>Where a sample's lanes of a tile begin in an array [tile, sample, lane].</summary>
    public int Place(int tile, int sample) => ((tile * count) + sample) * Lanes;

    private void Expand(ulong bits, double[] target, int sample)
    {
        var lanes = Vector512.Create(1UL, 2, 4, 8, 16, 32, 64, 128);
        for (var tile = 0; tile < Width / Lanes; tile++)
        {
            var unset = Vector512.Equals(Vector512.Create(bits >> (tile * Lanes)) & lanes, Vector512<ulong>.Zero).AsDouble();
            Vector512.AndNot(Vector512<double>.One, unset).StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(target), (nuint)Place(tile, sample));
        }
    }
}
