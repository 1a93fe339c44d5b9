using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Sampling;

namespace DiversityBench.Fixtures.Served;

/// <summary>How a served model is asked, whatever the prompt.</summary>
/// <param name="Model">The model; it has an endpoint.</param>
/// <param name="IsChat">Whether prompts go to it as a chat user's message, which the server puts into the chat template.</param>
/// <param name="Sampling">How tokens are drawn; the number of tokens is each prompt's affair.</param>
/// <param name="Seed">Seed of the run, which the seeds of requests come from.</param>
public sealed record ServedArm(ModelDefinition Model, bool IsChat, SamplingOptions Sampling, ulong Seed)
{
    /// <summary>Where it is asked.</summary>
    public EndpointSource Endpoint => Model.Endpoint ?? throw new ArgumentException($"{Model.Id} has no endpoint.");

    /// <summary>Name of its file.</summary>
    public string Name => $"{Model.Id}-{(IsChat ? "chat" : "raw")}";
}
