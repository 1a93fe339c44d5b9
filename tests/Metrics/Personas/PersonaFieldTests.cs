using DiversityBench.Metrics.Personas;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Personas;

public sealed class PersonaFieldTests
{
    [TestCase("Dr. Anna van der Berg, Jr.", "Anna", "van der Berg")]
    [TestCase("Lopez, Maria", "Maria", "Lopez")]
    [TestCase("Maria Lopez, Jr.", "Maria", "Lopez")]
    [TestCase("Maria Lopez, PhD", "Maria", "Lopez")]
    [TestCase("Robert \"Bob the Great\" Smith III", "Robert", "Smith")]
    [TestCase("Md Rahman", "Md", "Rahman")]
    [TestCase("Juan Camilo Rojas", "Juan", "Rojas")]
    [TestCase("Khadija El Amrani", "Khadija", "El Amrani")]
    [TestCase("Mei-Ling O’Brien-Smith", "Mei-Ling", "O’Brien-Smith")]
    [TestCase("SARAH MACLEOD", "Sarah", "Macleod")]
    [TestCase("Cher", "Cher", null)]
    [TestCase("J 63uart Fletcher", null, null)]
    [TestCase("It broke after two days and I hate it", null, null)]
    public void Names_are_split(string text, string? first, string? last) => PersonNames.Split(text).Should().Be((first, last));

    [TestCase("U.S.A.", "American")]
    [TestCase("the United States", "American")]
    [TestCase("African-American", "American")]
    [TestCase("Mexican American", "American")]
    [TestCase("American, French", "American")]
    [TestCase("Korea (South)", "Korean")]
    [TestCase("Papua New Guinean", "Papua New Guinean")]
    [TestCase("Türkiye", "Turkish")]
    [TestCase("'Chinese'", "Chinese")]
    [TestCase("graphic designer", null)]
    [TestCase("", null)]
    public void Nationalities_are_named_by_demonym(string text, string? expected) => Nationalities.Find(text).Should().Be(expected);

    [TestCase("5", 5.0)]
    [TestCase("4/5", 4.0)]
    [TestCase("4,5 / 5", 4.5)]
    [TestCase("8 out of 10", 4.0)]
    [TestCase("★★★★☆", 4.0)]
    [TestCase("⭐⭐⭐⭐⭐ (5/5)", 5.0)]
    [TestCase("Four stars", 4.0)]
    [TestCase("67", null)]
    [TestCase("6/5", null)]
    [TestCase("95%", null)]
    [TestCase("very good", null)]
    public void Ratings_are_on_a_scale_of_five(string text, double? expected) => Ratings.Find(text).Should().Be(expected);

    [TestCase("34", 34)]
    [TestCase("thirty-four", 34)]
    [TestCase("0", 0)]
    [TestCase("120", 120)]
    [TestCase("121", null)]
    [TestCase("1990", null)]
    [TestCase("34.5", null)]
    [TestCase("mid-30s", null)]
    [TestCase("25 to 34", null)]
    [TestCase("old", null)]
    public void Ages_are_whole_years(string text, int? expected) => Ages.Find(text).Should().Be(expected);

    // The seven bands of the ladder's microworld.json, and what lies beside them.
    [TestCase(0, "0-17")]
    [TestCase(18, "18-24")]
    [TestCase(24, "18-24")]
    [TestCase(34, "25-34")]
    [TestCase(85, "75-85")]
    [TestCase(86, "86-120")]
    public void Ages_fall_into_bands(int age, string band) => AgeBands.Of(age).Should().Be(band);

    [TestCase(-1)]
    [TestCase(121)]
    public void Ages_outside_have_no_band(int age) => FluentActions.Invoking(() => AgeBands.Of(age)).Should().Throw<ArgumentOutOfRangeException>();
}
