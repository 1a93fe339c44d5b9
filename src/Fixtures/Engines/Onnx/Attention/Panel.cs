using System.Runtime.Intrinsics;

namespace DiversityBench.Fixtures.Engines.Onnx.Attention;

/// <summary>
/// Products of a few rows with a panel of 16 columns. Every number is one chain of fused multiply-adds over k = 0, 1, …, whatever the
/// number of rows and the width of the machine's vectors: a row has the same bits alone and beside others.
/// </summary>
internal static unsafe class Panel
{
    /// <summary>Most rows of one product.</summary>
    public const int MostRows = 8;

    /// <summary>c[r, j] = sum over k of a[r, k] b[k, j] for 16 columns j, added to c if <paramref name="add"/>; b is contiguous. Rows are computed by eights: a and c must have room for them.</summary>
    public static void Multiply(float* a, int strideA, float* b, int length, float* c, int strideC, int rows, bool add)
    {
        if (rows == 1)
        {
            One(a, b, length, c, add);
            return;
        }

        for (var row = 0; row < rows; row += MostRows, a += MostRows * strideA, c += MostRows * strideC)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Eight512(a, strideA, b, length, c, strideC, add);
                continue;
            }

            Eight256(a, strideA, b, length, c, strideC, add);
            Eight256(a, strideA, b + 8, length, c + 8, strideC, add);
        }
    }

    private static void One(float* a, float* b, int length, float* c, bool add)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var sum = add ? Vector512.Load(c) : default;
            for (var k = 0; k < length; k++)
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(a[k]), Vector512.Load(b + (k * 16)), sum);
            sum.Store(c);
            return;
        }

        var (low, high) = add ? (Vector256.Load(c), Vector256.Load(c + 8)) : default;
        for (var k = 0; k < length; k++)
        {
            var factor = Vector256.Create(a[k]);
            low = Vector256.FusedMultiplyAdd(factor, Vector256.Load(b + (k * 16)), low);
            high = Vector256.FusedMultiplyAdd(factor, Vector256.Load(b + (k * 16) + 8), high);
        }

        low.Store(c);
        high.Store(c + 8);
    }

    private static void Eight512(float* a, int strideA, float* b, int length, float* c, int strideC, bool add)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        if (add)
        {
            (s0, s1, s2, s3) = (Vector512.Load(c), Vector512.Load(c + strideC), Vector512.Load(c + (2 * strideC)), Vector512.Load(c + (3 * strideC)));
            var d = c + (4 * strideC);
            (s4, s5, s6, s7) = (Vector512.Load(d), Vector512.Load(d + strideC), Vector512.Load(d + (2 * strideC)), Vector512.Load(d + (3 * strideC)));
        }

        var e = a + (4 * strideA);
        nint one = strideA, two = 2 * strideA, three = 3 * strideA;
        for (var k = 0; k < length; k++)
        {
            var column = Vector512.Load(b);
            b += 16;
            s0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), column, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[one]), column, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[two]), column, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Create(a[three]), column, s3);
            s4 = Vector512.FusedMultiplyAdd(Vector512.Create(*e), column, s4);
            s5 = Vector512.FusedMultiplyAdd(Vector512.Create(e[one]), column, s5);
            s6 = Vector512.FusedMultiplyAdd(Vector512.Create(e[two]), column, s6);
            s7 = Vector512.FusedMultiplyAdd(Vector512.Create(e[three]), column, s7);
            a++;
            e++;
        }

        s0.Store(c);
        s1.Store(c + strideC);
        s2.Store(c + (2 * strideC));
        s3.Store(c + (3 * strideC));
        c += 4 * strideC;
        s4.Store(c);
        s5.Store(c + strideC);
        s6.Store(c + (2 * strideC));
        s7.Store(c + (3 * strideC));
    }

    private static void Eight256(float* a, int strideA, float* b, int length, float* c, int strideC, bool add)
    {
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        if (add)
        {
            (s0, s1, s2, s3) = (Vector256.Load(c), Vector256.Load(c + strideC), Vector256.Load(c + (2 * strideC)), Vector256.Load(c + (3 * strideC)));
            var d = c + (4 * strideC);
            (s4, s5, s6, s7) = (Vector256.Load(d), Vector256.Load(d + strideC), Vector256.Load(d + (2 * strideC)), Vector256.Load(d + (3 * strideC)));
        }

        var e = a + (4 * strideA);
        nint one = strideA, two = 2 * strideA, three = 3 * strideA;
        for (var k = 0; k < length; k++)
        {
            var column = Vector256.Load(b);
            b += 16;
            s0 = Vector256.FusedMultiplyAdd(Vector256.Create(*a), column, s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.Create(a[one]), column, s1);
            s2 = Vector256.FusedMultiplyAdd(Vector256.Create(a[two]), column, s2);
            s3 = Vector256.FusedMultiplyAdd(Vector256.Create(a[three]), column, s3);
            s4 = Vector256.FusedMultiplyAdd(Vector256.Create(*e), column, s4);
            s5 = Vector256.FusedMultiplyAdd(Vector256.Create(e[one]), column, s5);
            s6 = Vector256.FusedMultiplyAdd(Vector256.Create(e[two]), column, s6);
            s7 = Vector256.FusedMultiplyAdd(Vector256.Create(e[three]), column, s7);
            a++;
            e++;
        }

        s0.Store(c);
        s1.Store(c + strideC);
        s2.Store(c + (2 * strideC));
        s3.Store(c + (3 * strideC));
        c += 4 * strideC;
        s4.Store(c);
        s5.Store(c + strideC);
        s6.Store(c + (2 * strideC));
        s7.Store(c + (3 * strideC));
    }
}
