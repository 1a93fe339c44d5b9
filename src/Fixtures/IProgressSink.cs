namespace DiversityBench.Fixtures;

/// <summary>Takes what is told while work runs. Implementations are safe for concurrent use.</summary>
public interface IProgressSink
{
    /// <summary>Says that work begins which native code might end together with the process.</summary>
    /// <param name="work">What is being done, in words.</param>
    /// <returns>To be disposed when it is over, however it ends; null where nobody wants to know.</returns>
    IDisposable? Begin(string work) => null;

    /// <summary>Reports the state of one piece of work.</summary>
    /// <param name="work">What is being done, in words.</param>
    /// <param name="done">Units finished.</param>
    /// <param name="total">Units in all.</param>
    /// <param name="tokens">Tokens generated since the work began; 0 where the work has none.</param>
    void Report(string work, long done, long total, long tokens);

    /// <summary>Reports the state of one transfer.</summary>
    /// <param name="work">What is being transferred, in words.</param>
    /// <param name="done">Bytes that are there.</param>
    /// <param name="total">Bytes in all.</param>
    void ReportBytes(string work, long done, long total);
}
