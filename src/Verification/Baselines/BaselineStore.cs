using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Baselines;

/// <summary>
/// The approved files under one folder: <c>&lt;pair&gt;/&lt;suite&gt;.&lt;protocol&gt;.verified.json</c>, and beside each, while a run
/// differs, <c>.received.json</c> (the conventions of Verify, so that its tools show and accept the difference).
/// </summary>
/// <param name="folder">Folder of the baselines; it need not exist.</param>
public sealed class BaselineStore(string folder)
{
    /// <summary>Where the approved file of a key lies, or would lie.</summary>
    /// <param name="key">Pair, suite and protocol.</param>
    public string VerifiedPath(BaselineKey key) => Path.GetFullPath(Path.Combine(folder, key.BaseName + ".verified.json"));

    /// <summary>Where the file of a run is put that differs from the approved one.</summary>
    /// <param name="key">Pair, suite and protocol.</param>
    public string ReceivedPath(BaselineKey key) => Path.GetFullPath(Path.Combine(folder, key.BaseName + ".received.json"));

    /// <summary>Holds the results of one pair, suite and protocol against what is approved; writes nothing.</summary>
    /// <param name="key">Pair, suite and protocol.</param>
    /// <param name="results">The results, each claim once, in any order.</param>
    /// <param name="provenance">What determined them.</param>
    /// <param name="isWholeSuite">False when a filter left claims out: then no claim counts as missing.</param>
    /// <exception cref="ArgumentException">A result that does not belong here, or a figure that is not finite.</exception>
    public BaselineComparison Compare(
        BaselineKey key, IReadOnlyList<ClaimResult> results, BaselineProvenance provenance, bool isWholeSuite)
    {
        var current = Baseline.Of(key, results, provenance);
        var (approved, fault) = Load(key);
        if (approved is not null && approved.Provenance.PromptSet != provenance.PromptSet)
        {
            fault = $"Expected the baseline of {key} to be made from the prompts of this run because figures of other prompts approve nothing, " +
                $"but found prompts {approved.Provenance.PromptSet}, not {provenance.PromptSet}.";
        }

        return new BaselineComparison(
            current, approved, fault, isWholeSuite,
            BaselineComparer.Claims(approved, fault is not null, current, isWholeSuite),
            approved?.Provenance.ChangesTo(provenance) ?? [],
            VerifiedPath(key), ReceivedPath(key));
    }

    /// <summary>
    /// Puts the file of a run that differs beside the approved one, and removes a stale one when all agrees.
    /// A run of a part of the suite touches nothing, since its file, once accepted, would drop the other claims.
    /// </summary>
    /// <param name="comparison">The run.</param>
    /// <returns>Path of the file written; null if none was.</returns>
    public string? WriteReceived(BaselineComparison comparison)
    {
        if (!comparison.IsWholeSuite)
            return null;
        if (comparison.Agrees)
        {
            if (File.Exists(comparison.ReceivedPath))
                File.Delete(comparison.ReceivedPath);
            return null;
        }

        AtomicFile.WriteText(comparison.ReceivedPath, BaselineFile.Write(comparison.Current));
        return comparison.ReceivedPath;
    }

    /// <summary>Makes the results of a run the approved ones, and removes the received file.</summary>
    /// <param name="comparison">The run.</param>
    /// <param name="isContinuousIntegration">Whether the run is in CI, where nothing is accepted.</param>
    /// <returns>The run held against its own, now approved, file.</returns>
    /// <exception cref="IOException">The approved file cannot be written; it is as it was.</exception>
    /// <exception cref="InvalidOperationException">The run may not accept; see <see cref="AcceptRule"/>.</exception>
    public BaselineComparison Accept(BaselineComparison comparison, bool isContinuousIntegration)
    {
        if (AcceptRule.Refusal(isContinuousIntegration, comparison.IsWholeSuite, []) is { } refusal)
            throw new InvalidOperationException(refusal);
        try
        {
            AtomicFile.WriteText(comparison.VerifiedPath, BaselineFile.Write(comparison.Current));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"Expected the baseline of {comparison.Current.Key} to be written because the run was asked to accept, but found: {error.Message}\n" +
                $"Baseline: {comparison.VerifiedPath}\nNext step: make its folder writable and run again; finished samples are kept.", error);
        }

        if (File.Exists(comparison.ReceivedPath))
            File.Delete(comparison.ReceivedPath);
        return comparison with
        {
            Approved = comparison.Current,
            Fault = null,
            Claims = BaselineComparer.Claims(comparison.Current, isRefused: false, comparison.Current, isWholeSuite: true),
            Changes = [],
        };
    }

    private (Baseline? Approved, string? Fault) Load(BaselineKey key)
    {
        var path = VerifiedPath(key);
        if (!File.Exists(path))
            return (null, null);
        try
        {
            return (BaselineFile.Read(File.ReadAllText(path), key), null);
        }
        catch (InvalidDataException error)
        {
            return (null, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, $"Expected the baseline of {key} to be readable because it decides about the run, but found: {error.Message}");
        }
    }
}
