using System.Text.Json;
using DiversityBench.Fixtures.Manifest;
using DiversityBench.Metrics.Errors;
using DiversityBench.Metrics.Personas;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Fixtures.Manifest;

public sealed class KnownTruthTests
{
    private static readonly string Reference = Path.Combine(TestData.RepositoryRoot, "models", "reference");
    private static readonly KnownTruth Truth = KnownTruth.Read(Path.Combine(Reference, "truth.json"));
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Truth_of_the_reference_ladder_follows_from_its_microworld()
    {
        using var world = JsonDocument.Parse(File.ReadAllText(Path.Combine(Reference, "microworld.json")));
        var (persona, names) = (world.RootElement.GetProperty("persona"), world.RootElement.GetProperty("names"));
        double Gender(string name) => persona.GetProperty("gender").GetProperty(name).GetDouble();
        var expected = new Dictionary<string, Dictionary<string, double>>();
        void Add(string attribute, string value, double probability)
        {
            expected.TryAdd(attribute, []);
            expected[attribute][value] = expected[attribute].GetValueOrDefault(value) + probability;
        }

        // Names are uniform over the lists of nationality and gender; 60 % of non-binary personas take one of a list of their own,
        // the others a female or a male one, equally often. Ages are uniform inside a band.
        foreach (var nation in persona.GetProperty("nationality").EnumerateObject())
        {
            void Spread(string attribute, string list, double weight)
            {
                var all = names.GetProperty(nation.Name).GetProperty(list);
                foreach (var name in all.EnumerateArray())
                    Add(attribute, name.GetString()!, nation.Value.GetDouble() * weight / all.GetArrayLength());
            }

            Spread("firstName", "female", Gender("Female") + (0.2 * Gender("Non-binary")));
            Spread("firstName", "male", Gender("Male") + (0.2 * Gender("Non-binary")));
            Spread("lastName", "last", 1);
        }

        var own = world.RootElement.GetProperty("nonbinary_first_names");
        foreach (var name in own.EnumerateArray())
            Add("firstName", name.GetString()!, 0.6 * Gender("Non-binary") / own.GetArrayLength());
        foreach (var band in persona.GetProperty("age_band").EnumerateObject())
        {
            var ends = band.Name.Split('-').Select(int.Parse).ToArray();
            for (var age = ends[0]; age <= ends[1]; age++)
                Add("age", $"{age}", band.Value.GetDouble() / (ends[1] - ends[0] + 1));
        }

        foreach (var attribute in new[] { "nationality", "gender", "occupation", "product", "rating" })
        {
            foreach (var value in persona.GetProperty(attribute).EnumerateObject())
                Add(attribute, value.Name == "Non-binary" ? nameof(DiversityBench.Metrics.Personas.Gender.NonBinary) : value.Name, value.Value.GetDouble());
        }

        Truth.Persona.Keys.Should().BeEquivalentTo(expected.Keys);
        foreach (var (attribute, known) in Truth.Persona)
        {
            // The microworld is rounded to six digits.
            known.Values.Should().BeEquivalentTo(expected[attribute].Keys, attribute);
            for (var i = 0; i < known.Values.Count; i++)
                known.Probabilities[i].Should().BeApproximately(expected[attribute][known.Values[i]], 2e-6, $"{attribute} {known.Values[i]}");
        }
    }

    [Test]
    public void Every_value_of_the_truth_is_what_the_parser_reads_from_a_card()
    {
        static string Card(string first = "Emily", string last = "Johnson", string age = "30", string gender = "Female", string nationality = "American", string occupation = "nurse", string product = "backpack", string rating = "4")
            => $"Name: {first} {last}\nAge: {age}\nGender: {(gender == "NonBinary" ? "Non-binary" : gender)}\nNationality: {nationality}\nOccupation: {occupation}\nIncome: $30,000\nPersonality: patient, curious\nProduct: {product}\nRating: {rating}\nReview: I like this very much.";

        var readings = new (string Attribute, Func<string, string> Write, Func<Persona, string?> Read)[]
        {
            ("firstName", v => Card(first: v), p => p.FirstName),
            ("lastName", v => Card(last: v), p => p.LastName),
            ("age", v => Card(age: v), p => $"{p.Age}"),
            ("gender", v => Card(gender: v), p => $"{p.Gender}"),
            ("nationality", v => Card(nationality: v), p => p.Nationality),
            ("occupation", v => Card(occupation: v), p => p.Occupation),
            ("product", v => Card(product: v), p => p.Product),
            ("rating", v => Card(rating: v), p => $"{p.Rating}"),
        };

        readings.Select(r => r.Attribute).Should().BeEquivalentTo(Truth.Persona.Keys);
        foreach (var (attribute, write, read) in readings)
        {
            var values = Truth.Persona[attribute].Values;
            values.Select(v => read(PersonaParser.Parse(write(v)).Persona)).Should().Equal(values, attribute);
        }
    }

    [TestCase("{ \"version\": 2, \"persona\": {} }", "no version 1 with an object persona")]
    [TestCase("{ \"version\": 1 }", "no version 1 with an object persona")]
    [TestCase("{ \"version\": 1, \"persona\": { \"gender\": { \"Female\": -1 } } }", "gender: the weight of Female is not a number of 0 or more")]
    [TestCase("{ \"version\": 1, \"persona\": { \"gender\": {} } }", "gender: no value has a positive weight")]
    [TestCase("{ \"version\": 1, \"persona\": 3 }", "could not be converted")]
    [TestCase("", "does not contain any JSON")]
    public void A_file_of_another_form_is_refused_with_its_path(string text, string finding)
    {
        var path = _folder.Write("truth.json", text);

        FluentActions.Invoking(() => KnownTruth.Read(path)).Should().Throw<BenchException>().Which.Message.Should().ContainAll(finding, $"File: {path}", "Next step: ");
    }

    [Test]
    public void A_missing_file_is_named()
        => FluentActions.Invoking(() => KnownTruth.Read(_folder.At("none.json"))).Should().Throw<BenchException>().Which.Message.Should().Contain($"File: {_folder.At("none.json")}");
}
