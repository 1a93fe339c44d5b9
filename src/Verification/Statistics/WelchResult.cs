using DiversityBench.Verification.Claims;

namespace DiversityBench.Verification.Statistics;

/// <summary>Welch's t test.</summary>
/// <param name="Statistic">t, positive where x is larger.</param>
/// <param name="DegreesOfFreedom">Welch and Satterthwaite's.</param>
/// <param name="TwoSidedPValue">Two-sided p-value.</param>
/// <param name="Interval">95 % interval of the difference of means.</param>
public sealed record WelchResult(double Statistic, double DegreesOfFreedom, double TwoSidedPValue, Interval Interval);
