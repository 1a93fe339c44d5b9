namespace DiversityBench.Report.Tables;

/// <summary>What the place that a table is written to can show.</summary>
/// <param name="Width">Columns; taken as 80 when fewer.</param>
/// <param name="Colours">Whether it is a terminal that reads ANSI escapes; without it none are written.</param>
/// <param name="Unicode">Whether it shows lines outside ASCII.</param>
public sealed record TableStyle(int Width = 100, bool Colours = false, bool Unicode = true);
