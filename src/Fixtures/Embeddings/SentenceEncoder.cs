using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics.Tensors;
using DiversityBench.Fixtures.Engines.Onnx;
using DiversityBench.Fixtures.Tokenization;
using DiversityBench.Metrics;
using DiversityBench.Metrics.Errors;
using Microsoft.ML.OnnxRuntime;

namespace DiversityBench.Fixtures.Embeddings;

/// <summary>
/// Sentence-BERT: texts to vectors of length 1 whose dot product is their cosine; mean over the tokens of a transformer's last
/// layer (Reimers and Gurevych 2019). Safe for concurrent use.
/// </summary>
/// <remarks>
/// A text's vector is bitwise the same alone and among others, with any number of threads: every batch runs on one thread, and
/// threads take batches. The empty text has a vector as well, that of the special tokens alone.
/// </remarks>
public sealed class SentenceEncoder : IDisposable
{
    /// <summary>Tokens in a batch: fewer leave the processor's matrix units waiting, more leave its caches.</summary>
    private const int BatchTokens = 384;

    private readonly InferenceSession _session;
    private readonly HuggingFaceTokenizer _tokenizer;
    private readonly int _maxLength;
    private readonly int _threads;
    private readonly int _mostRows;
    private readonly string[] _inputs;
    private readonly string _output;

    private SentenceEncoder(InferenceSession session, HuggingFaceTokenizer tokenizer, EncoderFiles files, SentenceEncoderOptions options)
    {
        (_session, _tokenizer, _maxLength, _threads, _mostRows) = (session, tokenizer, files.MaxLength, Workers(options), options.BatchSize ?? int.MaxValue);
        _inputs = [.. session.InputMetadata.Keys];
        if (_inputs.FirstOrDefault(name => name is not ("input_ids" or "attention_mask" or "token_type_ids")) is { } foreign)
            throw EncoderFiles.Fault("take input_ids, attention_mask and perhaps token_type_ids", "nothing else is known of a text", $"the input '{foreign}'", files.Model);
        var output = session.OutputMetadata.FirstOrDefault(own => own.Value.ElementType == typeof(float) && own.Value.Dimensions is [_, _, > 0]);
        _output = output.Key
            ?? throw EncoderFiles.Fault("give one float32 vector a token ([batch, sequence, dimension])", "they are averaged", string.Join(", ", session.OutputMetadata.Keys), files.Model);
        Dimension = output.Value.Dimensions[2];
    }

    /// <summary>Numbers in a vector.</summary>
    public int Dimension { get; }

    /// <summary>Loads a sentence-transformers model exported to ONNX: tokenizer.json, sentence_bert_config.json, 1_Pooling, onnx/model.onnx.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="threads">Batches computed at a time, at least 1; the vectors do not depend on it.</param>
    /// <exception cref="InvalidDataException">A file is absent or unreadable, or the model is of another kind.</exception>
    public static SentenceEncoder Load(string folder, int threads) => Load(new SentenceEncoderOptions(folder) { Threads = threads });

    /// <summary>Loads a sentence-transformers model exported to ONNX: its graph, tokenizer.json, sentence_bert_config.json, 1_Pooling.</summary>
    /// <exception cref="InvalidDataException">A file is absent or unreadable, or the model is of another kind.</exception>
    /// <exception cref="BenchException">This build or machine cannot serve the device.</exception>
    public static SentenceEncoder Load(SentenceEncoderOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        var files = EncoderFiles.Find(options.Folder, options.GraphPath);
        var tokenizer = HuggingFaceTokenizer.Load(files.Tokenizer);
        using var settings = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = 1, // see the remarks: threads take batches
            InterOpNumThreads = 1,
        };
        OnnxDevice.Append(settings, options.Device, memoryLimitInMiB: null);
        InferenceSession session;
        try
        {
            session = new InferenceSession(files.Model, settings);
        }
        catch (OnnxRuntimeException error)
        {
            if (OnnxDevice.IsFault(options.Device, error))
                throw OnnxDevice.Fault(options.Device, error);
            throw EncoderFiles.Fault("have a readable ONNX graph", "vectors are computed with it", error.Message.ReplaceLineEndings(" "), files.Model);
        }

        try
        {
            NodePlacement.Require(session, options.Device, files.Model);
            return new SentenceEncoder(session, tokenizer, files, options);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Batches computed at a time: one fills a GPU.</summary>
    internal static int Workers(SentenceEncoderOptions options) => options.Device == "cpu" ? options.Threads : 1;

    /// <summary>The vectors of the texts; equal texts are computed once, long ones cut at the model's length.</summary>
    /// <param name="texts">Any texts; none gives no vectors.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public SentenceEmbeddings Encode(IReadOnlyList<string> texts, CancellationToken cancellation = default)
    {
        var unique = texts.Distinct(StringComparer.Ordinal).ToArray();
        var tokens = new IReadOnlyList<TokenId>[unique.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancellation };
        Parallel.For(0, unique.Length, options, i => tokens[i] = _tokenizer.EncodeTruncated(unique[i], _maxLength));
        var vectors = new float[unique.Length * Dimension];
        Parallel.ForEach(Partitioner.Create(Batches(tokens), EnumerablePartitionerOptions.NoBuffering), options, batch => EncodeBatch(batch, tokens, vectors));

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in unique)
            places[text] = places.Count;
        var values = new float[texts.Count * Dimension];
        for (var i = 0; i < texts.Count; i++)
            vectors.AsSpan(places[texts[i]] * Dimension, Dimension).CopyTo(values.AsSpan(i * Dimension));
        return new SentenceEmbeddings(Dimension, values);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>
    /// Places of texts of one length each, so that nothing is padded: padding costs time and may change the order in which
    /// sums are taken. The longest come first, so that no thread ends with the longest batch.
    /// </summary>
    private IEnumerable<int[]> Batches(IReadOnlyList<TokenId>[] tokens) => Enumerable.Range(0, tokens.Length)
        .GroupBy(i => tokens[i].Count)
        .OrderByDescending(group => group.Key)
        .SelectMany(group => group.Chunk(Math.Clamp(BatchTokens / group.Key, 1, _mostRows)));

    private void EncodeBatch(int[] batch, IReadOnlyList<TokenId>[] tokens, float[] vectors)
    {
        var width = tokens[batch[0]].Count;
        var ids = batch.SelectMany(place => tokens[place]).Select(token => (long)token.Value).ToArray();
        var mask = new long[ids.Length];
        Array.Fill(mask, 1);
        long[] shape = [batch.Length, width];
        using var idValues = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskValues = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var typeValues = OrtValue.CreateTensorValueFromMemory(new long[ids.Length], shape);
        OrtValue[] inputs = [.. _inputs.Select(name => name switch { "input_ids" => idValues, "attention_mask" => maskValues, _ => typeValues })];
        using var run = new RunOptions();
        using var outputs = _session.Run(run, _inputs, inputs, [_output]);
        var hidden = outputs[0].GetTensorDataAsSpan<float>();
        for (var row = 0; row < batch.Length; row++)
            Pool(hidden.Slice(row * width * Dimension, width * Dimension), vectors.AsSpan(batch[row] * Dimension, Dimension));
    }

    /// <summary>The mean over tokens, brought to length 1.</summary>
    private static void Pool(ReadOnlySpan<float> hidden, Span<float> into)
    {
        for (var at = 0; at < hidden.Length; at += into.Length)
            TensorPrimitives.Add(into, hidden.Slice(at, into.Length), into);
        var norm = TensorPrimitives.Norm<float>(into); // that of the sum: the count falls out of the quotient
        if (norm is not > 0 || float.IsInfinity(norm))
        {
            throw new InvalidDataException(
                "Expected the sentence encoder to give finite vectors that are not zero because cosines are taken of them, "
                + $"but found one of length {norm.ToString(CultureInfo.InvariantCulture)}.\nNext step: fetch the encoder again, its weights are damaged.");
        }

        TensorPrimitives.Divide(into, norm, into);
    }
}
