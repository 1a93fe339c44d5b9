using DiversityBench.Metrics.Embeddings;
using FluentAssertions;
using MathNet.Numerics.LinearAlgebra;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics;

public sealed class PrincipalPlaneTests
{
    [Test]
    public void Coordinates_are_those_of_the_singular_value_decomposition()
    {
        var random = new Random(3);
        var embeddings = UnitEmbeddings.FromRows([.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 12).Select(d => random.NextDouble() * (d == 0 ? 4 : d == 1 ? 2 : 0.5)).ToArray())]).Value;
        var points = Matrix<double>.Build.Dense(60, 12, (i, d) => embeddings.Points[i][d]);
        var centred = points - Matrix<double>.Build.Dense(60, 12, (i, d) => points.Column(d).Average());
        var svd = centred.Svd();

        var plane = PrincipalPlane.Of(embeddings);

        foreach (var (found, component) in new[] { (plane.X, 0), (plane.Y, 1) })
        {
            var expected = svd.U.Column(component) * svd.S[component];
            var sign = Math.Sign(expected[expected.AbsoluteMaximumIndex()]);
            found.Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - (sign * pair.Second)) < 1e-6);
        }

        plane.Share.Should().BeApproximately(((svd.S[0] * svd.S[0]) + (svd.S[1] * svd.S[1])) / svd.S.Sum(s => s * s), 1e-9);
    }

    [Test]
    public void Equal_samples_lie_on_one_point() =>
        PrincipalPlane.Of(UnitEmbeddings.FromRows([[1, 0], [1, 0], [1, 0]]).Value).Should().BeEquivalentTo(new PrincipalPlane([0, 0, 0], [0, 0, 0], 0));

    [Test]
    public void Two_samples_lie_on_a_line()
    {
        // (1, 0) and (0, 1) are sqrt 2 apart; their mean lies halfway.
        var plane = PrincipalPlane.Of(UnitEmbeddings.FromRows([[1, 0], [0, 1]]).Value);

        plane.X.Select(Math.Abs).Should().OnlyContain(x => Math.Abs(x - Math.Sqrt(0.5)) < 1e-9);
        plane.Y.Should().OnlyContain(y => Math.Abs(y) < 1e-9);
        plane.Share.Should().BeApproximately(1, 1e-9);
    }
}
