using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics;

namespace DiversityBench.Suites.Runs;

/// <summary>The arms that a protocol makes of pairs and ladders.</summary>
internal sealed class PairArms(RunPlan plan, RunModels models)
{
    /// <summary>The two arms of a pair.</summary>
    public ArmPair Of(ModelPair pair, Protocol protocol) => new(pair.Id, protocol, Arm(pair.Base, isChat: false), Arm(pair.Aligned, protocol == Protocol.Deployed));

    /// <summary>The rungs between the pair's models, of the first ladder that holds both in this order.</summary>
    public IReadOnlyList<RungArm> Rungs(Fixtures.Manifest.Ladder ladder, ModelPair pair, Protocol protocol)
    {
        var ids = ladder.Rungs.Select(rung => rung.Model.Id).ToList();
        var (first, last) = (ids.IndexOf(pair.Base.Id), ids.IndexOf(pair.Aligned.Id));
        var between = ladder.Rungs.Skip(first).Take(last - first + 1).ToArray();
        return [.. between.Select((rung, i) => new RungArm(
            rung.Name, Arm(rung.Model.With(plan.Parameters), i > 0 && protocol == Protocol.Deployed), i == 0 ? null : From(rung)))];

        string From(Rung rung)
        {
            while (rung.From is { } from)
            {
                rung = ladder.Rungs.Single(r => r.Name == from);
                if (between.Contains(rung))
                    return from;
            }

            return between[0].Name;
        }
    }

    private Arm Arm(ModelDefinition model, bool isChat) => new(models.Get(model), isChat, plan.Parameters.Sampling, plan.Parameters.Seed);
}
