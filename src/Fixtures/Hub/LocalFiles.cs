using DiversityBench.Fixtures.Manifest;

namespace DiversityBench.Fixtures.Hub;

/// <summary>Files of a model on this machine.</summary>
/// <param name="Folder">Full path of the folder that holds them under their paths.</param>
/// <param name="Root">Full path of the folder that links among them may not leave.</param>
/// <param name="Files">The files, each with its hash.</param>
public sealed record LocalFiles(string Folder, string Root, IReadOnlyList<ModelFile> Files);
