using System.Globalization;
using DiversityBench.Metrics;
using DiversityBench.Verification.Baselines;
using DiversityBench.Verification.Claims;
using FluentAssertions;
using NUnit.Framework;

namespace DiversityBench.Tests.Verification.Baselines;

public class BaselineFileTests
{
    private static string Text(params ClaimResult[] results) => BaselineFile.Write(Baseline.Of(Sample.Key, results, Sample.Provenance));

    [Test]
    public void The_form_of_the_file_is_stable()
    {
        var result = Sample.Result() with { Figures = [] };
        Text(result).Should().Be(
            """
            {
              "schemaVersion": 1,
              "digest": "sha256:DIGEST",
              "pair": "reference",
              "suite": "personas",
              "protocol": "paper",
              "digits": 6,
              "provenance": {
                "promptSet": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "baseModel": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
                "alignedModel": "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
                "engine": "onnxruntime 1.31.1 cpu",
                "seed": 1,
                "samples": {
                  "persona": 100
                },
                "packages": {
                  "Microsoft.ML": "5.0.1",
                  "Microsoft.ML.OnnxRuntime": "1.31.1"
                }
              },
              "claims": [
                {
                  "id": "E1.1",
                  "outcome": "supported",
                  "figures": [
                    {
                      "name": "effect",
                      "value": 0.4,
                      "tolerance": 0.424,
                      "because": "3·√2·SE, SE from the 95 % interval"
                    },
                    {
                      "name": "interval lower",
                      "value": 0.204,
                      "tolerance": 0.428,
                      "because": "3·√2·SE·√(1 + 1.96²/(2(n-1))): the end moves with the effect and with its SE"
                    },
                    {
                      "name": "interval upper",
                      "value": 0.596,
                      "tolerance": 0.428,
                      "because": "3·√2·SE·√(1 + 1.96²/(2(n-1))): the end moves with the effect and with its SE"
                    },
                    {
                      "name": "base",
                      "value": 12.3457,
                      "tolerance": 6.52,
                      "because": "|value|·(exp(3·√2·SE) - 1), SE of the effect: the log error of one arm is no larger than that of the log ratio"
                    },
                    {
                      "name": "aligned",
                      "value": 8.25,
                      "tolerance": 4.36,
                      "because": "|value|·(exp(3·√2·SE) - 1), SE of the effect: the log error of one arm is no larger than that of the log ratio"
                    },
                    {
                      "name": "base samples",
                      "value": 100,
                      "tolerance": 43,
                      "because": "3·√2·√n: a count of valid samples has a standard error of at most √n"
                    },
                    {
                      "name": "aligned samples",
                      "value": 98,
                      "tolerance": 42,
                      "because": "3·√2·√n: a count of valid samples has a standard error of at most √n"
                    }
                  ]
                }
              ]
            }

            """.ReplaceLineEndings("\n").Replace("DIGEST", DigestIn(Text(result)), StringComparison.Ordinal));
    }

    [Test]
    public void Reads_back_equal()
    {
        var written = Baseline.Of(Sample.Key, [Sample.Result()], Sample.Provenance);
        BaselineFile.Read(BaselineFile.Write(written), Sample.Key).Should().BeEquivalentTo(written);
    }

    [Test]
    public void Order_of_results_and_culture_do_not_change_the_file()
    {
        var ten = Sample.Result("E1.10");
        var two = Sample.Result("E1.2");
        var expected = Text(two, ten);
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "~");
        try
        {
            CultureInfo.CurrentCulture = comma;
            Text(ten, two).Should().Be(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        expected.IndexOf("\"E1.2\"", StringComparison.Ordinal).Should().BeLessThan(expected.IndexOf("\"E1.10\"", StringComparison.Ordinal));
        expected.Should().NotContain("\r").And.EndWith("}\n");
    }

    [TestCase("\"value\": 0.4,", "\"value\": 0.1,")]
    [TestCase("\"tolerance\": 0.424", "\"tolerance\": 9")]
    [TestCase("\"outcome\": \"supported\"", "\"outcome\": \"refuted\"")]
    [TestCase("\"seed\": 1", "\"seed\": 2")]
    [TestCase("\"promptSet\": \"aaa", "\"promptSet\": \"bbb")]
    [TestCase("\"value\": 0.4,", "\"value\": 1e999,")]
    public void An_edit_by_hand_is_told_from_an_acceptance(string approved, string edited)
    {
        var text = Text(Sample.Result());
        text.Should().Contain(approved);
        var reading = () => BaselineFile.Read(text.Replace(approved, edited, StringComparison.Ordinal), Sample.Key);
        reading.Should().Throw<InvalidDataException>().WithMessage("Expected the baseline of personas for reference under the paper protocol*");
    }

    [Test]
    public void Line_ends_and_spacing_are_no_edit()
    {
        var text = Text(Sample.Result());
        var windows = text.Replace("\n", "\r\n", StringComparison.Ordinal).Replace("  ", "\t", StringComparison.Ordinal);
        BaselineFile.Read(windows, Sample.Key).Claims.Should().ContainSingle();
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("<<<<<<< HEAD")]
    [TestCase("{\"schemaVersion\": 1, \"schemaVersion\": 1}")]
    public void A_damaged_file_is_named_as_such(string text)
    {
        var reading = () => BaselineFile.Read(text, Sample.Key);
        reading.Should().Throw<InvalidDataException>().WithMessage("Expected the baseline of * to be a whole baseline file because nothing half read is approved, but found*");
    }

    [Test]
    public void An_unknown_key_is_an_error()
    {
        var text = Text(Sample.Result()).Replace("\"digits\": 6,", "\"digits\": 6, \"tolerence\": 1,", StringComparison.Ordinal);
        var reading = () => BaselineFile.Read(text, Sample.Key);
        reading.Should().Throw<InvalidDataException>().WithMessage("*tolerence*");
    }

    [Test]
    public void A_file_copied_from_another_protocol_is_refused()
    {
        var reading = () => BaselineFile.Read(Text(Sample.Result()), new BaselineKey("reference", "personas", Protocol.Deployed));
        reading.Should().Throw<InvalidDataException>().WithMessage("*to be of that pair, suite and protocol*personas, reference, Paper*");
    }

    [Test]
    public void A_later_form_is_refused()
    {
        var text = Text(Sample.Result()).Replace("\"schemaVersion\": 1", "\"schemaVersion\": 2", StringComparison.Ordinal);
        var reading = () => BaselineFile.Read(text, Sample.Key);
        reading.Should().Throw<InvalidDataException>().WithMessage("*to have schemaVersion 1 *but found 2*");
    }

    private static string DigestIn(string text)
    {
        const string mark = "\"digest\": \"sha256:";
        var start = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return text[start..(start + 64)];
    }
}
