namespace BadApp.Measuring;

/// <summary>Mutual information in bits, with its error, beside what the same estimator says when there is nothing to find.</summary>
/// <param name="Bits">The estimate.</param>
/// <param name="Error">Its standard error, by leaving out a block at a time.</param>
/// <param name="Null">The mean estimate after the secret's bits were shuffled.</param>
/// <param name="NullError">The standard deviation over the shuffles.</param>
/// <param name="Chance">How often a shuffle says as much as the estimate.</param>
public sealed record Estimate(double Bits, double Error, double Null, double NullError, double Chance)
{
    private const double Sigmas = 3;
    private const double Rare = 1.0 / (1 + Samples.Shuffles);
    private const double MostOfNull = 0.25;

    /// <summary>Whether the estimate is beyond the null's error, and beyond every single shuffle: with few values the null has a long tail.</summary>
    public bool IsBeyondNull => Bits > Null + (Sigmas * NullError) && Chance <= Rare;

    /// <summary>Whether too little is seen twice: then shuffled bits are told as well as the right ones, and being within the null means nothing.</summary>
    public bool IsBlind => Null > MostOfNull;
}
