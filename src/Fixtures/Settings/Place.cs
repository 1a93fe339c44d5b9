using System.Globalization;

namespace DiversityBench.Fixtures.Settings;

/// <summary>Where a setting was written, for people: a file with line and column, or the name of an environment variable.</summary>
/// <param name="Source">File, environment variable or test parameter.</param>
/// <param name="Line">Line from 1; 0 where the source has no lines.</param>
/// <param name="Column">Column in characters from 1; 0 where the source has no lines.</param>
internal readonly record struct Place(string Source, int Line = 0, int Column = 0)
{
    public override string ToString() =>
        Line == 0 ? Source : string.Create(CultureInfo.InvariantCulture, $"{Source}, line {Line}, column {Column}");
}
