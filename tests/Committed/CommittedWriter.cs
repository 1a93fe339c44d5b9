using System.Text.Json;

namespace DiversityBench.Tests.Committed;

/// <summary>Makes the committed generations and their figures anew: <c>dotnet run --project tests -- write-committed-generations</c>.</summary>
internal static class CommittedWriter
{
    public const string Command = "write-committed-generations";

    /// <summary>Writes them; for a change of models, prompts or sampling alone. Figures that then move are read before they are committed.</summary>
    public static int Run()
    {
        var figures = new Dictionary<string, IReadOnlyDictionary<string, double>>();
        foreach (var model in CommittedPrompts.Models)
        {
            CommittedFile.Write(CommittedFile.PathOf($"{model}.jsonl"), CommittedPrompts.Draw(model, CommittedPrompts.Persona, CommittedPrompts.Biography, CommittedPrompts.Story));
            figures[model] = CommittedFigures.Of(CommittedFile.Read(model));
        }

        File.WriteAllText(CommittedFile.PathOf("figures.json"), JsonSerializer.Serialize(figures, new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n");
        return 0;
    }
}
