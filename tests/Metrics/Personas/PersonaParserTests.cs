using System.Diagnostics;
using System.Globalization;
using DiversityBench.Metrics.Personas;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Metrics.Personas;

public sealed class PersonaParserTests
{
    private const string Card = """
        Name: Kaan Kaya
        Age: 75
        Gender: Male
        Nationality: Turkish
        Occupation: pilot
        Income: $127,000
        Personality: restless, adventurous, honest
        Product: backpack
        Rating: 3
        Review: It does the job, nothing more. I may keep it.
        """;

    private const string CardRead = "Kaan|Kaya|Male|75|Turkish|pilot|backpack|3|It does the job, nothing more. I may keep it.|1";
    private const string Nothing = "|||||||||0";

    // Order: first name, last name, gender, age, nationality, occupation, product, rating, review, personas.
    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("Reference_card", Card, CardRead);
        yield return Case("Raw_prompt_supplies_the_opening", "Name:" + Card["Name:".Length..], CardRead);
        yield return Case("Windows_line_ends", Card.ReplaceLineEndings("\r\n"), CardRead);
        yield return Case("Header_before_the_card", "Customer persona and product review:\n" + Card, CardRead);
        yield return Case("Two_cards_the_first_counts", Card + "\n\nPersona 2:\n" + Card.Replace("Kaan", "Emre", StringComparison.Ordinal), "Kaan|Kaya|Male|75|Turkish|pilot|backpack|3|It does the job, nothing more. I may keep it.|2");
        yield return Case("Second_card_has_the_fields_that_the_first_lacks", "Name: Ann Lee\nAge: 30\nGender: Female\n\nName: Bo Wu\nNationality: Chinese\nReview: I do like it.", "Ann|Lee|Female|30||||||2");
        yield return Case("Cut_off_in_a_field", Card[..Card.IndexOf("ionality: Turkish", StringComparison.Ordinal)], "Kaan|Kaya|Male|75||||||1");
        yield return Case("Cut_off_in_the_review", Card[..(Card.Length - 20)], "Kaan|Kaya|Male|75|Turkish|pilot|backpack|3|It does the job, nothing|1");
        yield return Case("Garbage_rating", Card.Replace("Rating: 3", "Rating: 67", StringComparison.Ordinal), CardRead.Replace("|3|", "||", StringComparison.Ordinal));
        yield return Case("Garbage_nationality", Card.Replace("y: Turkish", "y:au", StringComparison.Ordinal), CardRead.Replace("Turkish", "", StringComparison.Ordinal));
        yield return Case("Occupation_in_the_nationality_line", Card.Replace("y: Turkish", "y: graphic designer", StringComparison.Ordinal), CardRead.Replace("Turkish", "", StringComparison.Ordinal));
        yield return Case("Age_too_high", Card.Replace("75", "167", StringComparison.Ordinal), CardRead.Replace("75", "", StringComparison.Ordinal));
        yield return Case("Age_negative", Card.Replace("75", "-5", StringComparison.Ordinal), CardRead.Replace("75", "", StringComparison.Ordinal));
        yield return Case("Age_as_a_range", Card.Replace("75", "25-34", StringComparison.Ordinal), CardRead.Replace("75", "", StringComparison.Ordinal));
        yield return Case("Age_as_a_decade", Card.Replace("75", "early 30s", StringComparison.Ordinal), CardRead.Replace("75", "", StringComparison.Ordinal));
        yield return Case("Age_in_words", Card.Replace("75", "seventy-five years old", StringComparison.Ordinal), CardRead);
        yield return Case("Markdown_list_with_bold_labels",
            "Here is a persona:\n\n## Customer Persona\n\n* **Name:** Maria Lopez\n* **Age:** 34\n* **Gender:** Female\n* **Nationality:** Mexican\n* **Occupation:** Teacher\n\n**Product Review:**\n\n\"I love this blender!\"\n\nI hope this helps!",
            "Maria|Lopez|Female|34|Mexican|teacher|||I love this blender!|1");
        yield return Case("Bold_labels_without_colon", "**Name** Maria Lopez\n**Age** 34\n**Sex** F\n**Country** Mexico\n**Job** Teacher\n**Review** I love it so.", "Maria|Lopez|Female|34|Mexican|teacher|||I love it so.|1");
        yield return Case("Numbered_list", "1. Full name: Dr. Anna van der Berg, Jr.\n2. Age: 41 years old\n3. Gender: woman\n4. Country: the Netherlands\n5. Profession: A surgeon at a large hospital\n6. Review: Not what I hoped for.",
            "Anna|van der Berg|Female|41|Dutch|surgeon|||Not what I hoped for.|1");
        yield return Case("Headings_with_values_below", "### Name\nMaria de la Cruz\n### Age\n29\n### Gender\nNon-binary\n### Nationality\nSpanish\n### Review\nIt is good enough.", "Maria|de la Cruz|NonBinary|29|Spanish||||It is good enough.|1");
        yield return Case("Table_of_two_columns", "| Field | Value |\n|---|---|\n| Name | Maria Lopez |\n| Age | 34 |\n| Gender | Female |\n| Nationality | United States |\n| Rating | 4/5 |\n| Review | Works very well here. |",
            "Maria|Lopez|Female|34|American|||4|Works very well here.|1");
        yield return Case("Table_with_a_head_row", "| Name | Age | Gender | Nationality | Review |\n|:--|--:|---|---|---|\n| Maria Lopez | 34 | Female | UK | I like it lots. |\n| Bo Wu | 50 | Male | China | Too loud for me. |",
            "Maria|Lopez|Female|34|British||||I like it lots.|2");
        yield return Case("All_on_one_line", "Name: Maria Lopez, Age: 34, Gender: Female, Nationality: Mexican, Occupation: nurse, Rating: 5, Review: I love it very much.", "Maria|Lopez|Female|34|Mexican|nurse||5|I love it very much.|1");
        yield return Case("Pipes_between_fields", "Name: Maria Lopez | Age: 34 | Gender: Female | Nationality: Mexican", "Maria|Lopez|Female|34|Mexican|||||1");
        yield return Case("First_and_last_name_apart", "First Name: Jean-Luc\nLast Name: O’Neill\nAge: 50\nGender: he/him\nNationality: Irish", "Jean-Luc|O’Neill|Male|50|Irish|||||1");
        yield return Case("Dashes_instead_of_colons", "Name - Maria Lopez\nAge - 34\nGender - Female\nNationality - Peruvian\nReview - It broke at once.", "Maria|Lopez|Female|34|Peruvian||||It broke at once.|1");
        yield return Case("Lower_case_labels_and_values", "name: maria lopez\nage: 34\ngender: female\nnationality: mexican\noccupation: Teacher", "Maria|Lopez|Female|34|Mexican|teacher||||1");
        yield return Case("Unknown_labels_end_a_field", "Name: Maria Lopez\nFavourite colour: blue\nAge: 34\nGender: Female\nNationality: Thai", "Maria|Lopez|Female|34|Thai|||||1");
        yield return Case("Review_without_a_label", "Name: Maria Lopez\nAge: 34\nGender: Female\nNationality: Mexican\nProduct: kettle\nRating: ★★★★☆\n\nI use it every day. It boils fast.",
            "Maria|Lopez|Female|34|Mexican||kettle|4|I use it every day. It boils fast.|1");
        yield return Case("Review_of_two_paragraphs", "Name: Ann Lee\nAge: 30\nGender: F\nNationality: Korean\nReview: It is good.\n\nI would buy it again.\n---\nLet me know!", "Ann|Lee|Female|30|Korean||||It is good.\nI would buy it again.|1");
        yield return Case("Emoji_before_labels", "👩 Name: Ann Lee\n🎂 Age: 30\n🌍 Nationality: 🇺🇸 American\n💬 Review: Just love it so 😍", "Ann|Lee||30|American||||Just love it so 😍|1");
        yield return Case("Json", """{"name": "Maria Lopez", "age": 34, "gender": "Female", "nationality": "Mexican", "occupation": "Teacher", "product": "Blender", "rating": 4.5, "review": "I love \"it\" so much."}""",
            "Maria|Lopez|Female|34|Mexican|teacher|blender|4.5|I love \"it\" so much.|1");
        yield return Case("Fenced_json_with_nested_objects", "Sure! Here is one:\n```json\n{\n \"persona\": {\"firstName\": \"Maria\", \"last_name\": \"Lopez\", \"age\": \"34\", \"gender\": \"F\"},\n \"product\": {\"name\": \"Kettle\"},\n \"review\": {\"rating\": \"4 out of 5\", \"text\": \"It boils fast.\"}\n}\n```",
            "Maria|Lopez|Female|34|||kettle|4|It boils fast.|1");
        yield return Case("Json_array", """[{"name":"Ann Lee","age":30,"gender":"f"},{"name":"Bo Wu","age":40,"nationality":"Chinese"},{"name":"Cy Ray"}]""", "Ann|Lee|Female|30||||||3");
        yield return Case("Json_cut_off_in_a_string", """{"name": "Ann Lee", "age": 30, "gender": "Female", "review": "It works very we""", "Ann|Lee|Female|30|||||It works very we|1");
        yield return Case("Json_that_breaks", """{"name": "Ann Lee", "age": 30, oops "gender": }""", "Ann|Lee||30||||||1");
        yield return Case("Javascript_object", "{ name: 'Ann Lee', age: 30, gender: 'Female', nationality: 'Chinese' }", "Ann|Lee|Female|30|Chinese|||||1");
        yield return Case("Prose", "Maria Lopez is a 34-year-old Mexican teacher from Puebla. She recently bought a blender from a local shop and gave it 4 out of 5 stars: \"I use it every single day.\"",
            "Maria|Lopez|Female|34|Mexican|teacher|blender|4|I use it every single day.|1");
        yield return Case("Prose_introduction", "Meet Dr. Hans von Braun, 58, a retired engineer from Germany who lives with his wife. He gives it five stars.", "Hans|von Braun|Male|58|German|||5||1");
        yield return Case("Prose_first_person", "Hi! My name is Aiko Tanaka and I am a nurse from Japan. I'm 29 years old.", "Aiko|Tanaka||29|Japanese|nurse||||1");
        yield return Case("Prose_with_a_compound_nationality", "Elena Cruz, aged forty-two, is a Puerto Rican woman who works as a school bus driver.", "Elena|Cruz|Female|42|Puerto Rican|school bus driver||||1");
        yield return Case("Prose_with_a_labelled_review", "John Smith is a 45 year old British plumber. He lives alone.\n\nProduct: kettle\nRating: 2/5\nReview: It leaks all the time.", "John|Smith|Male|45|British|plumber|kettle|2|It leaks all the time.|1");
        yield return Case("Placeholders", "Name: [Name]\nAge: N/A\nGender: Prefer not to say\nNationality: Unknown\nReview: [Insert review here]", Nothing);
        yield return Case("Only_labels", "Name:\nAge:\nGender:\nNationality:\nOccupation:\nReview:", Nothing);
        yield return Case("Empty", "", Nothing);
        yield return Case("Blank", " \n\t\n ", Nothing);
        yield return Case("Right_to_left", "\u200FName: محمد الهاشمي\n\u200FAge: ٣٤\nGender: Male\nNationality: Egyptian", "محمد|الهاشمي|Male|34|Egyptian|||||1");
        yield return Case("Story_is_no_persona", "Once upon a time a startup called Sunwave was born in a garage. They worked every night.", Nothing);
        yield return Case("Code_is_no_persona", "def name(age):\n    return {\"age\": age}", Nothing);
        yield return Case("Lone_surrogate_and_control_characters", "Name: Ann\uD800 Lee\u001b[31m\nAge: 30\nGender: Female\nNationality: Thai", "||Female|30|Thai|||||1");
    }

    [TestCaseSource(nameof(Cases))]
    public void Reads(string text, string expected) => Written(PersonaParser.Parse(text)).Should().Be(expected);

    [Test]
    public void A_full_card_is_valid_and_complete()
    {
        var parsed = PersonaParser.Parse(Card);

        parsed.Should().Match<ParsedPersona>(p => p.IsValid && p.IsComplete);
        parsed.Reason.Should().Be("every field is there");
    }

    [Test]
    public void What_is_missing_and_unreadable_is_named()
    {
        var parsed = PersonaParser.Parse(Card.Replace("y: Turkish", "y:au", StringComparison.Ordinal).Replace("Rating: 3", "Rating: 67", StringComparison.Ordinal));

        parsed.IsValid.Should().BeTrue("age, gender and occupation are enough beside name and review");
        parsed.Missing.Should().Equal(PersonaField.Nationality, PersonaField.Rating);
        parsed.Reason.Should().Be("a persona without Nationality, Rating; unreadable: Nationality 'au', Rating '67'");
    }

    [TestCase("Name: Ann Lee\nAge: 30\nGender: Female\nNationality: Thai", "no review of three words or more")]
    [TestCase("Name: Ann Lee\nAge: 30\nGender: Female\nReview: I do like it.", "2 of age, gender, nationality and occupation, fewer than three")]
    [TestCase("Age: 30\nGender: Female\nNationality: Thai\nReview: I do like it.", "no first name")]
    public void An_invalid_persona_says_why(string text, string reason)
        => PersonaParser.Parse(text).Should().Match<ParsedPersona>(p => !p.IsValid && p.Reason == reason);

    [Test]
    public void Null_is_refused() => FluentActions.Invoking(() => PersonaParser.Parse(null!)).Should().Throw<ArgumentNullException>();

    private static IEnumerable<TestCaseData> Units()
    {
        foreach (var unit in (string[])["a", " ", "\n", "{", "[", "\"", "“", "*", "- ", "Name: ", "Name: Ann Lee\n", "| a ", "Ann ", "1. ", ": ", "is a 34-year-old ", "{\"a\":", "★", "x, ", "\uD83D"])
            yield return new TestCaseData(unit).SetArgDisplayNames(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(unit)));
    }

    // Linear reading of the first 20,000 characters takes milliseconds; a regular expression gone quadratic or worse takes far more than the limit.
    [TestCaseSource(nameof(Units))]
    public void Ten_megabytes_take_bounded_time(string unit)
    {
        const int Length = 10_000_000;
        var text = new System.Text.StringBuilder(Length).Insert(0, unit, Length / unit.Length).ToString();
        PersonaParser.Parse("warm up: Ann, 34, is a nurse.");
        var clock = Stopwatch.StartNew();

        PersonaParser.Parse(text);

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(2));
    }

    private static TestCaseData Case(string name, string text, string expected) => new(text, expected) { TestName = name };

    private static string Written(ParsedPersona parsed) => string.Create(CultureInfo.InvariantCulture,
        $"{parsed.Persona.FirstName}|{parsed.Persona.LastName}|{parsed.Persona.Gender}|{parsed.Persona.Age}|{parsed.Persona.Nationality}|{parsed.Persona.Occupation}|{parsed.Persona.Product}|{parsed.Persona.Rating}|{parsed.Persona.Review}|{parsed.Count}");
}
