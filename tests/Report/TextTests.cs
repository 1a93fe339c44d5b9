using System.Globalization;
using DiversityBench.Report.Tables;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Report;

public class TextTests
{
    [TestCase(null, "-")]
    [TestCase(0.0, "0")]
    [TestCase(12.3456, "12.3")]
    [TestCase(0.4, "0.400")]
    [TestCase(-0.00123, "-0.00123")]
    [TestCase(0.00099, "9.90E-4")]
    [TestCase(99999.0, "99999")]
    [TestCase(123456.0, "1.23E+5")]
    [TestCase(double.NaN, "not a number")]
    [TestCase(double.NegativeInfinity, "not a number")]
    public void Numbers_have_three_digits(double? value, string expected) => NumberText.Of(value).Should().Be(expected);

    [TestCase(null, "-")]
    [TestCase(0.0009999, "< 0.001")]
    [TestCase(0.0404, "0.040")]
    [TestCase(1.0, "1.000")]
    public void Small_p_values_are_bounded(double? p, string expected) => NumberText.OfP(p).Should().Be(expected);

    [Test]
    public void Numbers_do_not_follow_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "~");
        try
        {
            CultureInfo.CurrentCulture = comma;
            NumberText.Of(new Interval(-0.5, 1e-9)).Should().Be("[-0.500, 1.00E-9]");
            NumberText.OfP(0.25).Should().Be("0.250");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // Set in code: lone surrogates cannot be told apart in names of test cases.
    private static readonly (string Text, string Expected)[] Lines =
    [
        ("plain ü 漢 😀", "plain ü 漢 😀"),
        ("two\r\nlines\tand tab", "two  lines and tab"),
        ("\u001b[31mred\u009b0m\u0000", "\\u001b[31mred\\u009b0m\\u0000"),
        ("a\u202eb\u200fc\ufeff\u2028", "a\\u202eb\\u200fc\\ufeff\\u2028"),
        ("\ud83d", "\\ud83d"),
        ("\ude00x", "\\ude00x"),
        ("\U000E0041", "\\udb40\\udc41"),
        ("", ""),
    ];

    [Test]
    public void Hostile_characters_are_shown_by_their_code()
    {
        foreach (var (text, expected) in Lines)
            SafeText.OneLine(text).Should().Be(expected);
    }

    [Test]
    public void Long_text_is_cut_without_tearing_a_character()
    {
        SafeText.OneLine("abcdef", 3).Should().Be("abc…");
        SafeText.OneLine("abc", 3).Should().Be("abc");
        SafeText.OneLine("ab😀", 3).Should().Be("ab…");
        SafeText.OneLine(new string('x', 10_000_000)).Should().HaveLength(201);
    }

    [Test]
    public void Markdown_reads_no_markup() =>
        SafeText.Markdown("<b>|`*_[x](y)#\\ & \u001b").Should().Be("&lt;b&gt;\\|\\`\\*\\_\\[x\\](y)\\#\\\\ &amp; \\\\u001b");
}
