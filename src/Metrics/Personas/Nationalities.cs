using System.Collections.Frozen;
using System.Globalization;

namespace DiversityBench.Metrics.Personas;

/// <summary>Reads a written nationality and names it by its English demonym.</summary>
public static class Nationalities
{
    private const int MostWords = 5;

    // demonym: other ways to say it. Nations of the United Kingdom count as British.
    private const string Table = """
        Afghan:afghanistan|Albanian:albania|Algerian:algeria|American:usa,us,united states,united states of america,america,estadounidense
        Andorran:andorra|Angolan:angola|Argentine:argentina,argentinian,argentinean|Armenian:armenia|Australian:australia,aussie|Austrian:austria
        Azerbaijani:azerbaijan,azeri|Bahamian:bahamas,the bahamas|Bahraini:bahrain|Bangladeshi:bangladesh|Barbadian:barbados|Belarusian:belarus|Belgian:belgium
        Belizean:belize|Beninese:benin|Bhutanese:bhutan|Bolivian:bolivia|Bosnian:bosnia,bosnia and herzegovina|Botswanan:botswana,motswana
        Brazilian:brazil,brasil,brasileira,brasileiro|British:uk,united kingdom,great britain,britain,england,english,scotland,scottish,wales,welsh,northern ireland,northern irish
        Bruneian:brunei|Bulgarian:bulgaria|Burkinabe:burkina faso|Burmese:burma,myanmar|Burundian:burundi|Cambodian:cambodia,khmer|Cameroonian:cameroon
        Canadian:canada|Cape Verdean:cape verde|Chadian:chad|Chilean:chile|Chinese:china,prc,people's republic of china|Colombian:colombia
        Congolese:congo,dr congo,drc,democratic republic of the congo|Costa Rican:costa rica|Croatian:croatia,croat|Cuban:cuba|Cypriot:cyprus
        Czech:czechia,czech republic|Danish:denmark,dane|Djiboutian:djibouti|Dominican:dominican republic,dominica|Dutch:netherlands,the netherlands,holland
        Ecuadorian:ecuador|Egyptian:egypt|Emirati:uae,united arab emirates|Eritrean:eritrea|Estonian:estonia|Ethiopian:ethiopia|Fijian:fiji
        Filipino:philippines,the philippines,filipina|Finnish:finland,finn|French:france|Gabonese:gabon|Gambian:gambia|Georgian:georgia
        German:germany,deutsch,deutschland|Ghanaian:ghana|Greek:greece,hellenic|Guatemalan:guatemala|Guinean:guinea|Guyanese:guyana|Haitian:haiti
        Honduran:honduras|Hong Konger:hong kong|Hungarian:hungary|Icelandic:iceland|Indian:india|Indonesian:indonesia|Iranian:iran,persian|Iraqi:iraq
        Irish:ireland,republic of ireland|Israeli:israel|Italian:italy,italiana,italiano|Ivorian:ivory coast,côte d'ivoire|Jamaican:jamaica|Japanese:japan|Jordanian:jordan
        Kazakh:kazakhstan,kazakhstani|Kenyan:kenya|Korean:korea,south korea,south korean,republic of korea,north korea,north korean|Kosovar:kosovo
        Kuwaiti:kuwait|Kyrgyz:kyrgyzstan|Laotian:laos|Latvian:latvia|Lebanese:lebanon|Liberian:liberia|Libyan:libya|Lithuanian:lithuania
        Luxembourgish:luxembourg|Macedonian:macedonia,north macedonia|Malagasy:madagascar|Malawian:malawi|Malaysian:malaysia|Maldivian:maldives|Malian:mali
        Maltese:malta|Mauritanian:mauritania|Mauritian:mauritius|Mexican:mexico,méxico,mexicana,mexicano|Moldovan:moldova|Mongolian:mongolia|Montenegrin:montenegro
        Moroccan:morocco|Mozambican:mozambique|Namibian:namibia|Nepali:nepal,nepalese|New Zealander:new zealand,kiwi|Nicaraguan:nicaragua|Nigerian:nigeria|Nigerien:niger
        Norwegian:norway|Omani:oman|Pakistani:pakistan|Palestinian:palestine|Panamanian:panama|Papua New Guinean:papua new guinea|Paraguayan:paraguay|Peruvian:peru,perú
        Polish:poland,pole|Portuguese:portugal|Puerto Rican:puerto rico|Qatari:qatar|Romanian:romania|Russian:russia,russian federation|Rwandan:rwanda
        Salvadoran:el salvador,salvadorian|Samoan:samoa|Saudi:saudi arabia,saudi arabian|Senegalese:senegal|Serbian:serbia,serb|Sierra Leonean:sierra leone
        Singaporean:singapore|Slovak:slovakia,slovakian|Slovenian:slovenia,slovene|Somali:somalia|South African:south africa|South Sudanese:south sudan
        Spanish:spain,española,español,spaniard|Sri Lankan:sri lanka|Sudanese:sudan|Surinamese:suriname|Swedish:sweden,swede|Swiss:switzerland|Syrian:syria
        Taiwanese:taiwan|Tajik:tajikistan|Tanzanian:tanzania|Thai:thailand|Togolese:togo|Tongan:tonga|Trinidadian:trinidad,trinidad and tobago
        Tunisian:tunisia|Turkish:turkey,türkiye,turk|Turkmen:turkmenistan|Ugandan:uganda|Ukrainian:ukraine|Uruguayan:uruguay|Uzbek:uzbekistan
        Venezuelan:venezuela|Vietnamese:vietnam,viet nam|Yemeni:yemen|Zambian:zambia|Zimbabwean:zimbabwe
        """;

    private static readonly FrozenDictionary<string, string> Known = Read().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The demonym for a demonym or country in English ("USA", "the Netherlands", "South Korean"). The first one wins; of adjoining ones the
    /// last, which is the head in English ("Mexican-American" is American). Null where none is known. ("Scottish" gives "British".)
    /// </summary>
    public static string? Find(string text) => Find(text, prose: false);

    /// <summary>As <see cref="Find(string)"/>, in running text: only capitalised words count, and abbreviations only in capitals.</summary>
    internal static string? FindInProse(string text) => Find(text, prose: true);

    private static string? Find(string text, bool prose)
    {
        var words = Words(text);
        for (var i = 0; i < words.Count; i++)
        {
            var end = i;
            string? found = null;
            // A separator other than space or hyphen ends the chain: "American, French" is American.
            while (end < words.Count && (found is null || words[end].Joined) && Longest(words, end, prose) is var (name, length) && name is not null)
            {
                found = name;
                end += length;
            }

            if (found is not null)
                return found;
        }

        return null;
    }

    private static (string? Name, int Length) Longest(List<Word> words, int start, bool prose)
    {
        if (prose && !char.IsUpper(words[start].Written[0]))
            return default;
        for (var length = Math.Min(MostWords, words.Count - start); length > 0; length--)
        {
            var key = string.Join(' ', words.Skip(start).Take(length).Select(word => word.Written)).ToLowerInvariant();
            if (Known.TryGetValue(key, out var name) && !(prose && key.Length <= 3 && words[start].Written != words[start].Written.ToUpperInvariant()))
                return (name, length);
        }

        return default;
    }

    /// <param name="Written">The word without marks inside abbreviations (U.S.A. is USA).</param>
    /// <param name="Joined">Whether only a space or a hyphen parts it from the word before.</param>
    private readonly record struct Word(string Written, bool Joined);

    private static List<Word> Words(string text)
    {
        var words = new List<Word>();
        var joined = false;
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetter(text[i]))
            {
                joined &= text[i] is ' ' or '-';
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && (char.IsLetter(text[i]) || text[i] is '\'' or '’' || (text[i] == '.' && i + 1 < text.Length && i - start <= 5 && IsAbbreviation(text, start, i))))
                i++;
            words.Add(new Word(text[start..i].TrimEnd('\'', '’').Replace(".", "", StringComparison.Ordinal).Replace('’', '\''), joined));
            joined = true;
        }

        return words;
    }

    /// <summary>Whether the point at <paramref name="point"/> follows a single letter, and another letter follows it.</summary>
    private static bool IsAbbreviation(string text, int start, int point)
        => char.IsLetter(text[point + 1]) && (point - start == 1 || text[point - 2] == '.') && (point + 2 >= text.Length || !char.IsLetter(text[point + 2]));

    private static Dictionary<string, string> Read()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Table.Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (demonym, others) = (entry[..entry.IndexOf(':', StringComparison.Ordinal)], entry[(entry.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            known.Add(demonym.ToLower(CultureInfo.InvariantCulture), demonym);
            foreach (var other in others.Split(','))
                known.Add(other, demonym);
        }

        return known;
    }
}
