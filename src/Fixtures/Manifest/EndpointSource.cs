namespace DiversityBench.Fixtures.Manifest;

/// <summary>A server that runs a model and speaks OpenAI's completions API: vLLM, llama-server, SGLang and others.</summary>
/// <param name="Address">Address of the API up to its version, with a slash at the end.</param>
/// <param name="Model">The name under which the server knows the model.</param>
/// <param name="Revision">Tells weights apart that were served under one name; samples of one are not those of another.</param>
/// <param name="KeyVariable">Environment variable with the key of the API; null where it needs none.</param>
/// <param name="TopLogProbabilities">Number of most probable tokens that are asked for at every step; 0 asks for none.</param>
public sealed record EndpointSource(Uri Address, string Model, string Revision, string? KeyVariable, int TopLogProbabilities)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Model} at {Address}";
}
