using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DiversityBench.Fixtures.Engines.Onnx;

/// <summary>
/// One user of a session: its I/O binding and the small input tensors. A run takes the tokens of every row, the cache as it is,
/// and leaves float32 logits. One thread each; several may share a session.
/// </summary>
internal sealed class OnnxRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtMemoryInfo _cacheMemory;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();
    private readonly List<OrtValue> _temporaries = [];
    private float[] _logits = [];

    /// <param name="session">The graph.</param>
    /// <param name="signature">Its inputs and outputs.</param>
    /// <param name="cacheMemory">Where a cache that a run makes lies.</param>
    public OnnxRun(InferenceSession session, DecoderSignature signature, OrtMemoryInfo cacheMemory)
    {
        _session = session;
        _cacheMemory = cacheMemory;
        Signature = signature;
        _binding = session.CreateIoBinding();
    }

    public DecoderSignature Signature { get; }

    /// <summary>Runs the graph.</summary>
    /// <param name="tokens">Row-major. <c>[rows, columns]</c></param>
    /// <param name="columns">New tokens of every row.</param>
    /// <param name="lengths">Length of every row after this run. <c>[rows]</c></param>
    /// <param name="past">Cache before the run, one tensor a name of the signature.</param>
    /// <param name="present">Cache after the run where it is written in place; empty where the graph keeps none; null where the run makes it.</param>
    /// <returns>The new cache where it was not written in place; the caller disposes of it.</returns>
    public OrtValue[]? Execute(long[] tokens, int columns, ReadOnlySpan<int> lengths, OrtValue[] past, OrtValue[]? present)
    {
        var rows = lengths.Length;
        try
        {
            Bind(DecoderSignature.InputIds, tokens, rows, columns);
            if (Signature.TakesAttentionMask)
                BindMask(lengths);
            if (Signature.TakesPositions)
                BindPositions(lengths, columns);
            for (var i = 0; i < past.Length; i++)
            {
                _binding.BindInput(Signature.PastNames[i], past[i]);
                if (present is null)
                    _binding.BindOutputToDevice(Signature.PresentNames[i], _cacheMemory);
                else if (present.Length > 0)
                    _binding.BindOutput(Signature.PresentNames[i], present[i]);
            }

            BindLogits(rows, columns);
            _session.RunWithBinding(_options, _binding);
            CopyHalfLogits();
            return present is null ? TakeCache() : null;
        }
        finally
        {
            // What is bound is held: a cache would else live until the next run.
            _binding.ClearBoundInputs();
            _binding.ClearBoundOutputs();
            foreach (var value in _temporaries)
                value.Dispose();
            _temporaries.Clear();
        }
    }

    /// <summary>Logits of a row and column of the last run. <c>[vocab]</c></summary>
    public ReadOnlyMemory<float> Logits(int row, int column, int columns)
        => _logits.AsMemory(((row * columns) + column) * Signature.VocabularySize, Signature.VocabularySize);

    public void Dispose()
    {
        _binding.Dispose();
        _options.Dispose();
    }

    private OrtValue Keep(OrtValue value)
    {
        _temporaries.Add(value);
        return value;
    }

    private void Bind(string name, long[] values, int rows, int columns)
        => _binding.BindInput(name, Keep(OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values.AsMemory(0, rows * columns), [rows, columns])));

    private void BindMask(ReadOnlySpan<int> lengths)
    {
        var width = 0;
        foreach (var length in lengths)
            width = Math.Max(width, length);
        var mask = new long[lengths.Length * width];
        for (var row = 0; row < lengths.Length; row++)
            mask.AsSpan(row * width, lengths[row]).Fill(1);
        Bind(DecoderSignature.AttentionMask, mask, lengths.Length, width);
    }

    private void BindPositions(ReadOnlySpan<int> lengths, int columns)
    {
        var positions = new long[lengths.Length * columns];
        for (var row = 0; row < lengths.Length; row++)
        {
            for (var column = 0; column < columns; column++)
                positions[(row * columns) + column] = lengths[row] - columns + column;
        }

        Bind(DecoderSignature.PositionIds, positions, lengths.Length, columns);
    }

    private void BindLogits(int rows, int columns)
    {
        var count = checked(rows * columns * Signature.VocabularySize);
        if (_logits.Length < count)
            _logits = GC.AllocateUninitializedArray<float>(count);
        if (Signature.LogitsType == TensorElementType.Float)
            _binding.BindOutput(DecoderSignature.LogitsName, Keep(OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _logits.AsMemory(0, count), [rows, columns, Signature.VocabularySize])));
        else
            _binding.BindOutputToDevice(DecoderSignature.LogitsName, OrtMemoryInfo.DefaultInstance);
    }

    private void CopyHalfLogits()
    {
        if (Signature.LogitsType == TensorElementType.Float)
            return;
        using var outputs = _binding.GetOutputValues();
        var logits = outputs[Array.IndexOf(_binding.GetOutputNames(), DecoderSignature.LogitsName)];
        var halves = MemoryMarshal.Cast<Float16, Half>(logits.GetTensorDataAsSpan<Float16>());
        System.Numerics.Tensors.TensorPrimitives.ConvertToSingle(halves, _logits);
    }

    private OrtValue[] TakeCache()
    {
        var names = _binding.GetOutputNames();
        var outputs = _binding.GetOutputValues();
        var cache = new OrtValue[Signature.PresentNames.Count];
        for (var i = 0; i < names.Length; i++)
        {
            var place = Array.IndexOf([.. Signature.PresentNames], names[i]);
            if (place >= 0)
                cache[place] = outputs[i];
            else
                outputs[i].Dispose();
        }

        return cache;
    }
}
