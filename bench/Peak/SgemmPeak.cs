using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Bench.Peak;

/// <summary>How fast this machine multiplies float32 matrices: what a decoder could reach if it did nothing else.</summary>
internal static class SgemmPeak
{
    private const int Size = 1024;
    private const int Repeats = 10;

    /// <summary>Best of ten products of 1024 x 1024 matrices through ONNX Runtime, in GFLOPS.</summary>
    public static double Measure(int threads)
    {
        using var settings = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        using var session = new InferenceSession(MatMulModel.Build(Size), settings);
        using var run = new RunOptions();
        using var binding = session.CreateIoBinding();
        using var a = Matrix();
        using var b = Matrix();
        using var c = Matrix();
        binding.BindInput("a", a);
        binding.BindInput("b", b);
        binding.BindOutput("c", c);
        var best = double.PositiveInfinity;
        for (var i = 0; i < Repeats + 1; i++)
        {
            var start = Stopwatch.GetTimestamp();
            session.RunWithBinding(run, binding);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 2.0 * Size * Size * Size / best / 1e9;
    }

    private static OrtValue Matrix()
    {
        var random = new Random(1);
        var values = new float[Size * Size];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextSingle() - 0.5f;
        return OrtValue.CreateTensorValueFromMemory(values, [Size, Size]);
    }
}
