namespace DiversityBench.Verification.Claims;

public static partial class PaperClaims
{
    /// <summary>The control of every run: the arms exchanged.</summary>
    public static IReadOnlyList<Claim> Swap { get; } =
    [
        Claim.Question("K2", "With the arms exchanged every supported claim turns refuted", "outcomes of the paper's claims"),
    ];

    /// <summary>The controls that draw samples of their own.</summary>
    public static IReadOnlyList<Claim> Controls { get; } =
    [
        Claim.Question("K1", "Base against base supports no claim more often than alpha", "share of claims supported over pairs of seeds"),
        Claim.Question("K3", "A sharpened copy of the base supports the claims of entropy and diversity", "outcomes of the paper's claims"),
    ];
}
