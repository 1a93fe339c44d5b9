namespace DiversityBench.Metrics;

/// <summary>
/// ln(1 + x) and exp(x) - 1 without loss of digits at small x (Kahan's correction, as in Higham 2002, section 1.14.1);
/// double.LogP1 and double.ExpM1 of .NET are the naive forms.
/// </summary>
internal static class NearOne
{
    public static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? Math.Log(u) : Math.Log(u) * (x / (u - 1));
    }

    public static double Expm1(double x)
    {
        var u = Math.Exp(x);
        if (u == 1)
            return x;
        return u - 1 == -1 || double.IsInfinity(u) ? u - 1 : (u - 1) * (x / Math.Log(u));
    }
}
