using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DiversityBench.Fixtures.Engines.Onnx.Attention;
using DiversityBench.Fixtures.Engines.Onnx.Operators;

namespace DiversityBench.Fixtures.Engines.Onnx.Products;

/// <summary>
/// One product of <see cref="BlockProduct"/>. Each unit unfolds a cache line of columns (64) into panels that stay in the processor's cache, and multiplies all rows with
/// them. A number of the result is one chain of fused multiply-adds down the column, so a row has the same bits alone and beside others.
/// </summary>
internal sealed unsafe class BlockProductPass(int rows, int blocks, int size, int columns) : ParallelPass, IDisposable
{
    public const int Lanes = 16;
    private const int ColumnsPerUnit = 64;
    private const int Alignment = 64;
    private readonly int _length = blocks * size;
    private readonly int _wholeRows = rows == 1 ? 1 : rows / Panel.MostRows * Panel.MostRows;
    private float* _lastRows;

    /// <summary><c>[rows, blocks * size]</c></summary>
    public required float* Left { get; init; }

    /// <summary><c>[blocks, size, columns]</c></summary>
    public required sbyte* Numbers { get; init; }

    /// <summary><c>[blocks, columns]</c></summary>
    public required float* Scales { get; init; }

    /// <summary><c>[rows, columns]</c></summary>
    public required float* Output { get; init; }

    /// <inheritdoc/>
    public override int Units => (columns + ColumnsPerUnit - 1) / ColumnsPerUnit;

    /// <summary>Gives the rows that are no whole eight room for eight.</summary>
    public void Begin()
    {
        if (_wholeRows == rows)
            return;
        _lastRows = (float*)NativeMemory.AllocZeroed((nuint)(Panel.MostRows * _length), sizeof(float));
        new ReadOnlySpan<float>(Left + ((long)_wholeRows * _length), (rows - _wholeRows) * _length).CopyTo(new Span<float>(_lastRows, Panel.MostRows * _length));
    }

    public override void Run(int unit)
    {
        var start = unit * ColumnsPerUnit;
        var width = Math.Min(ColumnsPerUnit, columns - start);
        var rented = ArrayPool<float>.Shared.Rent((_length * width) + (Alignment / sizeof(float)));
        fixed (float* memory = rented)
        {
            var panels = (float*)(((nint)memory + Alignment - 1) & -Alignment);
            Unfold(start, width, panels);
            for (var column = 0; column < width; column += Lanes)
                Multiply(panels + (column * _length), start + column);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    public void Dispose()
    {
        NativeMemory.Free(_lastRows);
        _lastRows = null;
    }

    private void Multiply(float* panel, int column)
    {
        Panel.Multiply(Left, _length, panel, _length, Output + column, columns, _wholeRows, add: false);
        if (_wholeRows == rows)
            return;
        var sums = stackalloc float[Panel.MostRows * Lanes];
        Panel.Multiply(_lastRows, _length, panel, _length, sums, Lanes, Panel.MostRows, add: false);
        for (var row = _wholeRows; row < rows; row++)
            new ReadOnlySpan<float>(sums + ((row - _wholeRows) * Lanes), Lanes).CopyTo(new Span<float>(Output + ((long)row * columns) + column, Lanes));
    }

    /// <summary>number * scale for some columns, as panels <c>[width / 16, blocks * size, 16]</c>.</summary>
    private void Unfold(int start, int width, float* panels)
    {
        for (var block = 0; block < blocks; block++)
        {
            var scales = Scales + ((long)block * columns) + start;
            for (var row = block * size; row < (block + 1) * size; row++)
            {
                var numbers = Numbers + ((long)row * columns) + start;
                for (var column = 0; column < width; column += Lanes)
                    Unfold(numbers + column, scales + column, panels + (column * _length) + (row * Lanes));
            }
        }
    }

    private static void Unfold(sbyte* numbers, float* scales, float* result)
    {
        var (low, high) = Vector128.Widen(Vector128.Load(numbers));
        var (first, second) = Vector128.Widen(low);
        var (third, fourth) = Vector128.Widen(high);
        (Vector128.ConvertToSingle(first) * Vector128.Load(scales)).Store(result);
        (Vector128.ConvertToSingle(second) * Vector128.Load(scales + 4)).Store(result + 4);
        (Vector128.ConvertToSingle(third) * Vector128.Load(scales + 8)).Store(result + 8);
        (Vector128.ConvertToSingle(fourth) * Vector128.Load(scales + 12)).Store(result + 12);
    }
}
