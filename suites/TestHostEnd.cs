using DiversityBench.Fixtures.Supervision;
using Microsoft.Testing.Platform.Extensions.TestHostControllers;

namespace DiversityBench.Suites;

/// <summary>
/// Where the test platform runs the tests in a process of its own, as it does for a results file, it keeps to itself how that one ended. This passes it on.
/// </summary>
/// <param name="isEnabled">Whether there is such a process.</param>
/// <param name="folder">Where it is left.</param>
internal sealed class TestHostEnd(bool isEnabled, RunFolder folder) : ITestHostProcessLifetimeHandler
{
    public string Uid => nameof(TestHostEnd);

    public string Version => "1.0.0";

    public string DisplayName => "End of the test process";

    public string Description => "Passes on how the process ended that ran the tests.";

    public Task<bool> IsEnabledAsync() => Task.FromResult(isEnabled);

    public Task BeforeTestHostProcessStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task OnTestHostProcessStartedAsync(ITestHostProcessInformation testHostProcessInformation, CancellationToken cancellation)
        => Task.CompletedTask;

    public Task OnTestHostProcessExitedAsync(ITestHostProcessInformation testHostProcessInformation, CancellationToken cancellation)
    {
        folder.WriteExitCode(testHostProcessInformation.ExitCode);
        return Task.CompletedTask;
    }
}
