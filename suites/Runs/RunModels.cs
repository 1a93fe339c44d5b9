using DiversityBench.Fixtures;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Fixtures.Models;

namespace DiversityBench.Suites.Runs;

/// <summary>The models of a run, each opened when it is first asked for and once. Safe for concurrent use.</summary>
/// <param name="files">Finds and verifies their files.</param>
/// <param name="progress">Is told when one is loaded.</param>
/// <param name="warn">Is told of a model that never ends a text.</param>
internal sealed class RunModels(ModelFiles files, IProgressSink progress, Action<string> warn) : IDisposable
{
    private readonly Dictionary<string, LanguageModel> _models = [];

    /// <summary>What was opened so far.</summary>
    public IReadOnlyCollection<LanguageModel> Opened => _models.Values;

    /// <summary>A model.</summary>
    public LanguageModel Get(ModelDefinition definition) => Once(definition.Id, () => Open(files.Verify(definition), definition.RandomNumbersOf is { } other ? files.Verify(other).Fingerprint : null));

    /// <summary>A copy of a model whose logits are divided by a temperature, one copy a run.</summary>
    public LanguageModel Sharpened(LanguageModel model, double temperature)
    {
        var copy = model.Sharpened(temperature);
        return Once(copy.Id, () => copy);
    }

    /// <summary>Lets go of weights, and of sharpened copies altogether; never while anything is sampled.</summary>
    /// <param name="besides">Ids of models that stay loaded.</param>
    public void Unload(IReadOnlySet<string> besides)
    {
        lock (_models)
        {
            foreach (var (id, model) in _models.Where(m => !besides.Contains(m.Key)).ToArray())
            {
                model.Unload();
                if (model.IsSharpened)
                    _models.Remove(id);
            }
        }
    }

    public void Dispose()
    {
        foreach (var model in _models.Values)
            model.Dispose();
    }

    /// <summary>Tokenizer and metadata of a GGUF file are read by native code, too.</summary>
    private LanguageModel Open(VerifiedModel model, string? commonNumbers)
    {
        using var step = progress.Begin($"loading {model.Definition.Id}");
        var opened = new LanguageModel(model, Runtimes.BesidesOnnx) { Progress = progress, CommonNumbers = commonNumbers };
        if (opened.EndOfSequence.Count == 0)
            warn($"No file of {opened.Id} names an end token, so each of its samples is as long as it may be. Add generation_config.json to files of the model in models.json if its repository has one.");
        return opened;
    }

    private LanguageModel Once(string id, Func<LanguageModel> open)
    {
        lock (_models)
        {
            if (!_models.TryGetValue(id, out var model))
                _models.Add(id, model = open());
            return model;
        }
    }
}
