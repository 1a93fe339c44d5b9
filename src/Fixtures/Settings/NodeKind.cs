namespace DiversityBench.Fixtures.Settings;

/// <summary>What was written: the kinds of values that JSON has.</summary>
internal enum NodeKind
{
    Object,
    List,
    Text,
    Number,
    Flag,
    Null,
}
