#if VERIFY
using DiversityBench.Verification.Baselines;
using NUnit.Framework;
using VerifyNUnit;
using VerifyTests;

namespace DiversityBench.Suites.Runs;

/// <summary>
/// Hands a run to Verify under the names of its baseline, so that Verify's diff tools open and accept it. Whether it differs is decided by our
/// comparison, which knows each figure's tolerance.
/// </summary>
internal static class ApprovedSnapshot
{
    /// <summary>Verify writes files as the baseline store does, whichever of them wrote last.</summary>
    public static void WriteAsBaselinesDo() => VerifierSettings.UseUtf8NoBom();

    /// <summary>Passes where the run agrees, throws Verify's exception where it differs, and is inconclusive where nothing is approved.</summary>
    /// <param name="comparison">The run held against its baseline.</param>
    public static async Task Check(BaselineComparison comparison)
    {
        if (comparison is { Approved: null, Fault: null })
            Assert.Inconclusive(BaselineSummary.Of(comparison));

        var settings = new VerifySettings();
        settings.UseDirectory(Path.GetDirectoryName(comparison.VerifiedPath)!);
        settings.UseFileName(Path.GetFileName(comparison.Current.Key.BaseName));
        // Names belong to suites, not to tests: another fixture of the run may have used this one.
        settings.DisableRequireUniquePrefix();
        if (RunPlan.IsContinuousIntegration)
            settings.DisableDiff();
        settings.UseStringComparer((_, _, _) => Task.FromResult(comparison.Agrees ? CompareResult.Equal : CompareResult.NotEqual(BaselineSummary.Of(comparison))));
        await Verifier.Verify(BaselineFile.Write(comparison.Current), "json", settings);
    }
}
#endif
