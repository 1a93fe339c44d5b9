using DiversityBench.Fixtures.Engines.Onnx.Products;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Engines.Products;

/// <summary>Products with blocks of 8-bit numbers against the formula in double precision, by numbers of rows that are whole eights and not.</summary>
public sealed unsafe class BlockProductPassTests
{
    private const int Blocks = 3;
    private const int Size = 20;
    private const int Length = Blocks * Size;
    private const int Columns = 80; // a unit of 64 columns, and one of 16

    private static readonly sbyte[] Numbers = [.. Enumerable.Range(0, Length * Columns).Select(i => (sbyte)((i * 37 % 256) - 128))];
    private static readonly float[] Scales = [.. Enumerable.Range(0, Blocks * Columns).Select(i => (float)(1 + Math.Sin(i)) / 128)];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(8)]
    [TestCase(19)]
    public void A_product_is_what_the_formula_says(int rows)
    {
        var left = Left(rows);
        var found = Product(left, rows);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                // 60 terms of at most 2 in float32: 60 roundings of 6e-8 of a sum below 120 are below 5e-4; they cancel by far.
                var expected = Enumerable.Range(0, Length).Sum(k => (double)left[(row * Length) + k] * Numbers[(k * Columns) + column] * Scales[(k / Size * Columns) + column]);
                ((double)found[(row * Columns) + column]).Should().BeApproximately(expected, 1e-4);
            }
        }
    }

    [Test]
    public void A_row_has_the_same_bits_alone_and_beside_others()
    {
        var left = Left(19);
        var together = Product(left, 19);
        for (var row = 0; row < 19; row++)
            Product(left[(row * Length)..((row + 1) * Length)], 1).Should().Equal(together[(row * Columns)..((row + 1) * Columns)], "row {0}", row);
    }

    private static float[] Left(int rows) => [.. Enumerable.Range(0, rows * Length).Select(i => (float)Math.Sin(i * 0.7))];

    private static float[] Product(float[] left, int rows)
    {
        var result = new float[rows * Columns];
        fixed (float* x = left, scales = Scales, output = result)
        fixed (sbyte* numbers = Numbers)
        {
            using var pass = new BlockProductPass(rows, Blocks, Size, Columns) { Left = x, Numbers = numbers, Scales = scales, Output = output };
            pass.Begin();
            pass.Units.Should().Be(2);
            for (var unit = 0; unit < pass.Units; unit++)
                pass.Run(unit);
        }

        return result;
    }
}
