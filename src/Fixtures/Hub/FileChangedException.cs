namespace DiversityBench.Fixtures.Hub;

/// <summary>A file of the hub became another one between two requests.</summary>
internal sealed class FileChangedException : Exception;
