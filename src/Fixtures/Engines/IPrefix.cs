namespace DiversityBench.Fixtures.Engines;

/// <summary>A prompt that was evaluated once: its key/value cache and its next-token logits. Many sequences fork from it.</summary>
public interface IPrefix : IDisposable
{
    /// <summary>Tokens in the cache, at least 1.</summary>
    int Length { get; }

    /// <summary>Logits of the token after the prompt. <c>[vocab]</c></summary>
    ReadOnlyMemory<float> Logits { get; }
}
