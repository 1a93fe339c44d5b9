namespace DiversityBench.Fixtures.Models;
/// <summary>TEMP</summary>
public sealed class SentenceEncoder : IDisposable {
 /// <summary>TEMP</summary>
 public static SentenceEncoder Load(string folder, int threads) => new();
 /// <summary>TEMP</summary>
 public IReadOnlyList<float[]> Encode(IReadOnlyList<string> t) => throw new NotSupportedException();
 /// <summary>TEMP</summary>
 public void Dispose() {}
}
