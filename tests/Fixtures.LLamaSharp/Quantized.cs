using DiversityBench.Fixtures.LLamaSharp;
using LLama;

namespace DiversityBench.Tests.Fixtures.LLamaSharp;

/// <summary>Forms of a GGUF file with fewer bits, made by llama.cpp.</summary>
internal static class Quantized
{
    public static void Write(string source, string target, string form)
    {
        _ = LlamaEngine.FingerprintOf(null); // loads the native libraries, which the quantizer does not
        if (!LLamaQuantizer.Quantize(source, target, form, nthread: 1))
            throw new InvalidOperationException($"{source} could not be written as {form}.");
    }
}
